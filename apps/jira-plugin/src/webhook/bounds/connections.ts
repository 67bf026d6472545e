import type { Http2Session } from 'node:http2';
import type { BlockList, Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { callerOf, isTrusted } from './address.ts';
import type { WebhookLimits } from './limits.ts';
import { endAfter } from './session-end.ts';

/** What a plain, a TLS and an HTTP/2 server have in common here. */
export interface ConnectionSource {
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
  on(event: 'secureConnection', listener: (socket: TLSSocket) => void): unknown;
  on(event: 'session', listener: (session: Http2Session) => void): unknown;
  on(event: 'request', listener: (request: { readonly socket: Socket }, response: Writable) => void): unknown;
}

export interface Connections {
  /** Lets HTTP/2 sessions end once their open streams have. */
  endSessions(): void;
  /** Cuts every connection that is still open. */
  destroyAll(): void;
}

export interface ConnectionOptions {
  readonly limits: WebhookLimits;
  readonly secure: boolean;
  /** Proxies, behind which many callers have one address. */
  readonly proxies: BlockList;
}

/**
 * Bounds what a slow or silent caller can hold: a connection without a first request is cut after `headerMs`, an
 * HTTP/2 session ends after `sessionMs`, and when there are too many connections, of one address or in all, the one that
 * had no request answered for longest makes room for the new one. (HTTP/1 connections carry one request each: the
 * endpoint answers with `connection: close`.)
 */
export function limitConnections(server: ConnectionSource, options: ConnectionOptions): Connections {
  const { limits, secure } = options;
  const open = new OpenConnections(options);
  const sessions = new Set<Http2Session>();
  let ending = false;
  const waiting = new WeakMap<Socket, NodeJS.Timeout>();
  const awaitHeaders = (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), limits.headerMs).unref();
    waiting.set(socket, timer);
    socket.once('close', () => clearTimeout(timer));
  };
  server.on('connection', (socket) => {
    open.add(socket);
    // Under TLS this is the bare socket, and the server's handshake time-out watches it.
    if (!secure) awaitHeaders(socket);
  });
  server.on('secureConnection', (socket) => {
    if (socket.alpnProtocol !== 'h2') awaitHeaders(socket);
  });
  server.on('session', (session) => {
    // A handshake that was under way when the end began still becomes a session.
    if (ending) session.close();
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    endAfter(session, limits);
  });
  server.on('request', ({ socket }, response) => {
    clearTimeout(waiting.get(socket));
    const name = nameOf(socket);
    response.once('finish', () => open.served(name));
  });
  return {
    endSessions: () => {
      ending = true;
      for (const session of sessions) session.close();
    },
    destroyAll: () => open.destroyAll(),
  };
}

interface OpenConnection {
  readonly socket: Socket;
  /** `undefined`: no limit for one address. */
  readonly caller: string | undefined;
}

/** The connections that are open, those of no use for longest first. */
class OpenConnections {
  readonly #options: ConnectionOptions;
  readonly #all = new Map<string, OpenConnection>();
  readonly #namesOf = new Map<string, Set<string>>();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  add(socket: Socket): void {
    const { limits, proxies } = this.#options;
    const { remoteAddress } = socket;
    const name = nameOf(socket);
    const caller = isTrusted(remoteAddress, proxies) ? undefined : callerOf(remoteAddress);
    const connection = { socket, caller };
    this.#put(name, connection);
    socket.once('close', () => {
      if (this.#all.get(name) === connection) this.#remove(name, connection);
    });
    const ofCaller = caller === undefined ? undefined : this.#namesOf.get(caller);
    if (ofCaller !== undefined && ofCaller.size > limits.connectionsPerAddress)
      this.#cutFirst(ofCaller.keys());
    if (this.#all.size > limits.connections) this.#cutFirst(this.#all.keys());
  }

  served(name: string): void {
    const connection = this.#all.get(name);
    if (connection === undefined) return;
    this.#remove(name, connection);
    this.#put(name, connection);
  }

  destroyAll(): void {
    for (const { socket } of this.#all.values()) socket.destroy();
  }

  #put(name: string, connection: OpenConnection): void {
    this.#all.set(name, connection);
    const { caller } = connection;
    if (caller !== undefined) this.#namesOf.set(caller, (this.#namesOf.get(caller) ?? new Set()).add(name));
  }

  #remove(name: string, { caller }: OpenConnection): void {
    this.#all.delete(name);
    if (caller === undefined) return;
    const names = this.#namesOf.get(caller);
    names?.delete(name);
    if (names?.size === 0) this.#namesOf.delete(caller);
  }

  #cutFirst(names: IterableIterator<string>): void {
    const first = names.next();
    const connection = first.done === true ? undefined : this.#all.get(first.value);
    if (first.done === true || connection === undefined) return;
    this.#remove(first.value, connection);
    connection.socket.destroy();
  }
}

/** One name for the bare socket, the TLS socket over it and what an HTTP/2 request shows of it. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ''} ${remotePort ?? ''}`;
}
