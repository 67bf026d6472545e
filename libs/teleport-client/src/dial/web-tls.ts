import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { handshake } from './handshake.ts';
import type { HostPort } from './host-port.ts';
import type { WebTrust } from './web-trust.ts';

/** What TLS with a web server needs: a Proxy Service, a balancer or an HTTP proxy. */
export interface WebTls {
  readonly to: HostPort;
  readonly webTrust: WebTrust;
  readonly protocols: readonly string[];
  /** For messages. */
  readonly address: string;
  readonly signal: AbortSignal;
}

/** TLS verified by the authorities of the web, without a client certificate. */
export async function webTls(under: Duplex, options: WebTls): Promise<tls.TLSSocket> {
  const { host } = options.to;
  const socket = tls.connect({
    socket: under,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ALPNProtocols: [...options.protocols],
    secureContext: options.webTrust(),
  });
  try {
    return await handshake(socket, options);
  } catch (error) {
    if (!(error instanceof TeleportError) || error.code !== 'server-untrusted') throw error;
    throw notDone(
      'server-untrusted',
      `Connecting to ${options.address}: its web certificate is not trusted by this machine. Check its name and dates, or trust its authority: by the key ca_file of the section teleport, or in the system's trust store.`,
    );
  }
}
