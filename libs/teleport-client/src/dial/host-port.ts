import { notDone } from '../errors/not-done.ts';

/** A place to connect to. IPv6 hosts are without brackets. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

const SCHEMES = ['tcp:', 'https:', 'http:'];

/**
 * Reads `host:port`, with an optional scheme `tcp`, `https` or `http`. The port is required, as for Teleport's own
 * plugins, except after `https://` (443). Throws `bad-options`.
 */
export function parseHostPort(text: string): HostPort {
  const withScheme = text.includes('://') ? text : `tcp://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || !SCHEMES.includes(url.protocol) || url.hostname === '') {
    throw notDone(
      'bad-options',
      `"${text}" is no address. Give host:port, for example teleport.example.com:443.`,
    );
  }
  // URL leaves out a port that is its scheme's own.
  const port = url.port || { 'https:': '443', 'http:': '80' }[url.protocol];
  if (port === undefined) {
    throw notDone(
      'bad-options',
      `"${text}" has no port. Give host:port: usually 3025 for the Auth Service, 443 or 3080 for the Proxy Service.`,
    );
  }
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

/** `host:port`, with brackets around an IPv6 host. */
export function formatHostPort({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
