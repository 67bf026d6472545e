import { isIP } from 'node:net';

/** A host and a port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Where a server listens; without a host, on every interface. */
export interface ListenAddress {
  readonly host: string | undefined;
  /** 0 asks the system for a free port. */
  readonly port: number;
}

const HOST = /^(?:\[[0-9A-Fa-f:.%]+\]|[^\s:/@[\]?#]+)$/;
const SERVICE_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Reads `host:port`; the host may be an IPv6 address in brackets. A scheme before it is dropped; https means port 443. */
export function parseHostPort(text: string): HostPort | undefined {
  const [, scheme, rest = ''] = /^(?:(tcp|https?):\/\/)?(.*?)\/?$/.exec(text) ?? [];
  const { host, port } = split(scheme === 'https' && !/:\d+$/.test(rest) ? `${rest}:443` : rest);
  if (host === '' || !HOST.test(host) || port === undefined || port === 0) return undefined;
  return { host: withoutBrackets(host), port };
}

/** Reads `:8081`, `127.0.0.1:8081`, `[::1]:0` or `:https`. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const { host, port } = split(text);
  if (port === undefined || (host !== '' && !HOST.test(host))) return undefined;
  return { host: host === '' ? undefined : withoutBrackets(host), port };
}

/** The addresses whose first `prefix` bits are the same. */
export interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads `10.0.0.7`, `10.0.0.0/8` or `fd00::/8`. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const kind = isIP(address);
  const most = kind === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (kind === 0 || prefix > most) return undefined;
  return { address, prefix, family: kind === 4 ? 'ipv4' : 'ipv6' };
}

function split(text: string): { readonly host: string; readonly port: number | undefined } {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { host: text, port: undefined };
  return { host: text.slice(0, colon), port: parsePort(text.slice(colon + 1)) };
}

function parsePort(text: string): number | undefined {
  if (Object.hasOwn(SERVICE_PORTS, text)) return SERVICE_PORTS[text];
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65_535 ? port : undefined;
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** As an address of a URL or of gRPC writes it: IPv6 in brackets. */
export function formatHostPort({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
