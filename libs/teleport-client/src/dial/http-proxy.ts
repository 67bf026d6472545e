import { BlockList, isIP } from 'node:net';
import { notDone } from '../errors/not-done.ts';
import type { HostPort } from './host-port.ts';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An HTTP proxy that makes tunnels by CONNECT. */
export interface HttpProxy {
  readonly hop: HostPort;
  /** Whether the proxy itself is reached by TLS. */
  readonly secure: boolean;
  /** `user:password`, where it asks for them. */
  readonly credentials: string | undefined;
}

/**
 * The proxy for an address, by `HTTPS_PROXY` and `NO_PROXY` in either case, with the rules of Go: loopback addresses
 * never go through a proxy; `NO_PROXY` lists hosts (with their sub-domains), `.domain`, `host:port`, addresses,
 * networks and `*`. Undefined for a direct way. Throws `bad-options` for a value that is no proxy address.
 */
export function httpProxyFor(address: HostPort, environment: Environment): HttpProxy | undefined {
  const value = environment['HTTPS_PROXY'] || environment['https_proxy'];
  if (value === undefined || value === '' || isLoopback(address.host)) return undefined;
  const exceptions = environment['NO_PROXY'] || environment['no_proxy'] || '';
  if (exceptions.split(',').some((exception) => excepts(exception.trim().toLowerCase(), address)))
    return undefined;
  return parseProxy(value);
}

function parseProxy(value: string): HttpProxy {
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    // The value itself may hold a password, so it is not shown.
    throw notDone(
      'bad-options',
      'HTTPS_PROXY is no proxy address. Give http://host:port, for example http://proxy.example.com:3128.',
    );
  }
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port || (secure ? 443 : 80));
  const credentials = url.username === '' ? undefined : decodeURIComponent(`${url.username}:${url.password}`);
  return { hop: { host, port }, secure, credentials };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function excepts(exception: string, { host, port }: HostPort): boolean {
  if (exception === '') return false;
  if (exception === '*') return true;
  const name = host.toLowerCase();
  if (exception.includes('/')) return isInNetwork(exception, name);
  if (exception.replace(/^\[(.*)\]$/, '$1') === name) return true;
  const [, withoutPort, onlyPort] = /^(.*):(\d+)$/.exec(isIP(exception) === 6 ? '' : exception) ?? [];
  if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
  const domain = withoutPort?.replace(/^\[(.*)\]$/, '$1') ?? exception;
  return name === domain || name.endsWith(domain.startsWith('.') ? domain : `.${domain}`);
}

function isInNetwork(exception: string, host: string): boolean {
  const [network = '', bits = ''] = exception.split('/');
  const family = isIP(network);
  if (
    family === 0 ||
    isIP(host) !== family ||
    !/^\d{1,3}$/.test(bits) ||
    Number(bits) > (family === 4 ? 32 : 128)
  ) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
