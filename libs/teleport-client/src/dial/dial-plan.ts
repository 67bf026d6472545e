import type { Duplex } from 'node:stream';
import type { HostPort } from './host-port.ts';

/** The ways to the Auth Service that this client knows. */
export type RouteName = 'direct' | 'proxy' | 'proxy-upgrade';

/** One way to the Auth Service, hop by hop. */
export interface DialPlan {
  readonly route: RouteName;
  /** What TCP connects to: the address itself, or the HTTP proxy in front of it. */
  readonly firstHop: HostPort;
  /** Where the way ends, for messages. */
  readonly address: HostPort;
  /** What is done on the TCP connection, in order, before the TLS to the Auth Service. */
  readonly layers: readonly Layer[];
  /** The protocols that the TLS to the Auth Service offers, first choice first. */
  readonly protocols: readonly string[];
}

/** Makes one byte stream out of another, for example by an HTTP CONNECT. Rejects with a `TeleportError`. */
export type Layer = (under: Duplex, signal: AbortSignal) => Promise<Duplex>;
