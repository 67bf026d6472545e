import { BlockList } from 'node:net';
import { expect, it } from 'vitest';
import { callerOf, isTrusted } from './address.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['nonsense', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('D1: %s counts as %s', (address, caller) => {
  expect(callerOf(address)).toBe(caller);
});

it('knows a trusted proxy in either form of its address', () => {
  const proxies = new BlockList();
  proxies.addSubnet('10.0.0.0', 8, 'ipv4');
  const answers = ['10.1.2.3', '::ffff:10.1.2.3', '11.1.2.3', '::1', 'nonsense', undefined].map((address) =>
    isTrusted(address, proxies),
  );
  expect(answers).toEqual([true, true, false, false, false, false]);
});
