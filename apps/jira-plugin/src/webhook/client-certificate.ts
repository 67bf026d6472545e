import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/**
 * Whether the caller's certificate, already verified by TLS, carries the name: as a DNS name, or as its common name
 * where it has no DNS names. Wildcards do not count.
 */
export function hasClientName(request: Pick<IncomingMessage, 'socket'>, name: string): boolean {
  const { socket } = request;
  if (!('getPeerCertificate' in socket)) return false;
  const { raw } = (socket as TLSSocket).getPeerCertificate() as { readonly raw?: Buffer };
  return raw !== undefined && new X509Certificate(raw).checkHost(name, { wildcards: false }) !== undefined;
}
