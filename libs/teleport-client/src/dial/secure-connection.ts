import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkValidity } from '../identity/check-validity.ts';
import type { Identity } from '../identity/identity.ts';
import { authTls } from './auth-tls.ts';
import { toConnectError } from '../errors/connect-error.ts';
import type { DialPlan } from './dial-plan.ts';
import { formatHostPort } from './host-port.ts';

/** What a connection needs beside its plan. */
export interface SecureConnectionOptions {
  /** Asked at each connection, so that a new identity is used as soon as it is there. */
  readonly identity: () => Identity;
  /** From the established TCP connection to the finished handshake, milliseconds. */
  readonly connectTimeoutMs: number;
  /** Ends the attempt earlier. */
  readonly signal?: AbortSignal;
}

/** Follows a plan from an open TCP connection to mutual TLS with the Auth Service. Rejects with a `TeleportError`. */
export async function secureConnection(
  tcp: Socket,
  plan: DialPlan,
  { identity, connectTimeoutMs, signal: given }: SecureConnectionOptions,
): Promise<Socket> {
  const address = formatHostPort(plan.address);
  const timeout = AbortSignal.timeout(connectTimeoutMs);
  const signal = given === undefined ? timeout : AbortSignal.any([given, timeout]);
  try {
    const current = identity();
    checkValidity(current, Date.now());
    let stream: Duplex = tcp;
    for (const layer of plan.layers) stream = await layer(stream, signal);
    return await authTls(stream, { identity: current, protocols: plan.protocols, address, signal });
  } catch (error) {
    tcp.destroy();
    throw toConnectError(error, address);
  }
}
