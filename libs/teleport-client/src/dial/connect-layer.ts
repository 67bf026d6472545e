import type { Duplex } from 'node:stream';
import { notDone } from '../errors/not-done.ts';
import type { Layer } from './dial-plan.ts';
import { formatHostPort, type HostPort } from './host-port.ts';
import { readHttpHead } from './http-head.ts';
import type { HttpProxy } from './http-proxy.ts';
import { webTls } from './web-tls.ts';
import type { WebTrust } from './web-trust.ts';

/** What a way through an HTTP proxy needs. */
export interface ConnectOptions {
  readonly proxy: HttpProxy;
  readonly to: HostPort;
  /** Authorities beside the system's, PEM, for a proxy that is reached by TLS. */
  readonly webTrust: WebTrust;
}

/** A tunnel through an HTTP proxy by CONNECT. */
export function connectLayer({ proxy, to, webTrust }: ConnectOptions): Layer {
  const target = formatHostPort(to);
  const address = `the HTTP proxy ${formatHostPort(proxy.hop)}`;
  return async (under, signal) => {
    const stream: Duplex = proxy.secure
      ? await webTls(under, { to: proxy.hop, webTrust, address, signal, protocols: ['http/1.1'] })
      : under;
    stream.write(request(target, proxy.credentials));
    const { status } = await readHttpHead(stream, { address, signal });
    if (status >= 200 && status < 300) return stream;
    stream.destroy();
    throw notDone(
      'http-proxy-refused',
      `The HTTP proxy ${formatHostPort(proxy.hop)} ${refusal(status)} (HTTP ${status} to CONNECT ${target})`,
    );
  };
}

function request(target: string, credentials: string | undefined): string {
  const authorization =
    credentials === undefined
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`;
}

function refusal(status: number): string {
  if (status === 407)
    return 'asks for a user and a password, or refuses these. Put them into HTTPS_PROXY, as http://user:password@host:port.';
  if (status === 403)
    return 'does not allow this address. Ask for it to be allowed, or name it in NO_PROXY if there is a direct way.';
  return 'did not make the tunnel. Check that it can reach the address, or name the address in NO_PROXY if there is a direct way.';
}
