import type { Server, ServerCredentials } from '@grpc/grpc-js';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The sockets of the Auth Service. We accept them ourselves, so that faults can cut any of them. */
export interface Connections {
  /** `host:port` clients dial. */
  readonly address: string;
  readonly port: number;
  /** How many are open. */
  count(): number;
  /** How many were ever accepted. */
  accepted(): number;
  /** Resets the connection whose far end is `peer` (`host:port`). */
  cut(peer: string): void;
  cutAll(): void;
  /** Sends GOAWAY on every connection; calls in flight may finish within the grace time. */
  goAway(graceMs: number): void;
  close(): Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/** Listens and hands every connection to the gRPC server. */
export async function acceptConnections(
  server: Server,
  credentials: ServerCredentials,
  listen: ListenOptions,
): Promise<Connections> {
  const injector = server.createConnectionInjector(credentials);
  const sockets = new Map<string, Socket>();
  let accepted = 0;
  const listener = createServer((socket) => {
    const peer = `${socket.remoteAddress ?? ''}:${String(socket.remotePort ?? 0)}`;
    accepted += 1;
    sockets.set(peer, socket);
    socket.on('close', () => sockets.delete(peer));
    // A client that vanishes is nothing to report; the close that follows is what counts.
    socket.on('error', () => socket.destroy());
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(listen.port, listen.host, resolve);
  });
  const { port } = listener.address() as AddressInfo;
  const cutAll = (): void => {
    for (const socket of sockets.values()) socket.resetAndDestroy();
  };
  return {
    address: `${listen.host}:${String(port)}`,
    port,
    count: () => sockets.size,
    accepted: () => accepted,
    cut: (peer) => sockets.get(peer)?.resetAndDestroy(),
    cutAll,
    goAway: (graceMs) => injector.drain(graceMs),
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      injector.destroy();
      for (const socket of sockets.values()) socket.destroy();
      server.forceShutdown();
      await closed;
    },
  };
}
