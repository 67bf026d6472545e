import type { Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { WebhookLimits } from './limits.ts';

/** What a plain, a TLS and an HTTP/2 server have in common here. */
export interface ConnectionSource {
  maxConnections: number;
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
  on(event: 'secureConnection', listener: (socket: TLSSocket) => void): unknown;
  on(event: 'session', listener: (session: Http2Session) => void): unknown;
  on(event: 'request', listener: (request: { readonly socket: Socket }) => void): unknown;
}

export interface Connections {
  /** Lets HTTP/2 sessions end once their open streams have. */
  endSessions(): void;
  /** Cuts every connection that is still open. */
  destroyAll(): void;
}

/**
 * Bounds what a slow or silent caller can hold: a connection without a first request is cut after `headerMs`, an
 * HTTP/2 session ends after `sessionMs`. (HTTP/1 connections carry one request each: the endpoint answers with
 * `connection: close`.)
 */
export function limitConnections(
  server: ConnectionSource,
  limits: WebhookLimits,
  { secure }: { readonly secure: boolean },
): Connections {
  const open = new Set<Socket>();
  const sessions = new Set<Http2Session>();
  let ending = false;
  const waiting = new WeakMap<Socket, NodeJS.Timeout>();
  const awaitHeaders = (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), limits.headerMs).unref();
    waiting.set(socket, timer);
    socket.once('close', () => clearTimeout(timer));
  };
  server.maxConnections = limits.connections;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
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
  server.on('request', ({ socket }) => clearTimeout(waiting.get(socket)));
  return {
    endSessions: () => {
      ending = true;
      for (const session of sessions) session.close();
    },
    destroyAll: () => {
      for (const socket of open) socket.destroy();
    },
  };
}

/** Streams that are open when the session ends may finish; a moment later it is cut. */
function endAfter(session: Http2Session, { sessionMs, closeMs }: WebhookLimits): void {
  const end = setTimeout(() => session.close(), sessionMs).unref();
  const cut = setTimeout(() => session.destroy(), sessionMs + closeMs).unref();
  session.once('close', () => {
    clearTimeout(end);
    clearTimeout(cut);
  });
}
