import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { Identity } from '../identity/identity.ts';
import { awaitWelcome } from './await-welcome.ts';
import { handshake } from './handshake.ts';

/** The name in every Auth Service's certificate, whatever its address. */
export const AUTH_SERVER_NAME = 'teleport.cluster.local';

/** What one TLS connection to the Auth Service needs. */
export interface AuthTls {
  readonly identity: Identity;
  readonly protocols: readonly string[];
  /** Where the connection goes, for messages. */
  readonly address: string;
  readonly signal: AbortSignal;
}

/** Mutual TLS with the Auth Service over any byte stream, verified with the identity's authorities. */
export async function authTls(under: Duplex, options: AuthTls): Promise<tls.TLSSocket> {
  const { identity } = options;
  const socket = tls.connect({
    socket: under,
    servername: AUTH_SERVER_NAME,
    ALPNProtocols: [...options.protocols],
    cert: identity.certificatePem,
    key: identity.privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ca: [...identity.authorityPems],
    minVersion: 'TLSv1.2',
  });
  return awaitWelcome(await handshake(socket, options), options);
}
