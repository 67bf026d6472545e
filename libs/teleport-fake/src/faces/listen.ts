import type { Duplex } from 'node:stream';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Where to listen; port 0 takes a free one. */
export interface ListenAt {
  readonly host?: string;
  readonly port?: number;
}

/** A listener that can be closed with everything it holds open. */
export interface Listener {
  /** `host:port`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Accepts TCP connections on loopback (or where told). */
export async function listen(at: ListenAt, accept: (socket: Socket) => void): Promise<Listener> {
  const host = at.host ?? '127.0.0.1';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever hangs up without a word is nothing to report.
    socket.on('error', () => socket.destroy());
    accept(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port ?? 0, host, resolve);
  });
  return {
    address: `${host}:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Joins two connections; the end of either ends both. */
export function join(one: Duplex, other: Duplex): void {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
  one.pipe(other);
  other.pipe(one);
}

/** Splits `host:port`. */
export function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}
