import { isIP, type BlockList } from 'node:net';

/** For those who have no address, such as a connection that is gone. */
const nobody = 'unknown';

/**
 * Who a caller is when callers are counted: an IPv4 address, or the first 64 bits of an IPv6 address, since whoever has
 * one address there has all of its network. An IPv4 address in IPv6 form is the IPv4 address.
 */
export function callerOf(address: string | undefined): string {
  const bare = address?.replace(/%.*$/, '') ?? '';
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return nobody;
  const groups = groupsOf(bare);
  return isMapped(groups) ? ipv4Of(groups) : `${groups.slice(0, 4).join(':')}::/64`;
}

/** Whether an address is that of a proxy which tells the caller's own address. */
export function isTrusted(address: string | undefined, proxies: BlockList): boolean {
  const bare = address?.replace(/%.*$/, '') ?? '';
  const kind = isIP(bare);
  return kind !== 0 && proxies.check(bare, kind === 4 ? 'ipv4' : 'ipv6');
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const left = partsOf(head);
  const right = tail === undefined ? [] : partsOf(tail);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right];
}

function partsOf(text: string): readonly string[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16).toString(16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  });
}

function isMapped(groups: readonly string[]): boolean {
  return groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
}

function ipv4Of(groups: readonly string[]): string {
  const bytes = groups.slice(6).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  return bytes.join('.');
}
