import type { Duplex } from 'node:stream';
import { parseClientHello, type ClientHello } from './client-hello.ts';

const MAX_HELLO_BYTES = 65_536;

/** Reads just the ClientHello and puts the bytes back, so that the next reader sees the connection from its start. */
export function peekClientHello(connection: Duplex): Promise<ClientHello> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const finish = (): void => {
      connection.off('readable', look);
      connection.off('close', closed);
    };
    const closed = (): void => {
      finish();
      reject(new RangeError('the connection closed before its ClientHello'));
    };
    const look = (): void => {
      for (let chunk = read(connection); chunk !== undefined; chunk = read(connection)) {
        seen = Buffer.concat([seen, chunk]);
      }
      try {
        const hello = parseClientHello(seen);
        if (hello === undefined && seen.length < MAX_HELLO_BYTES) return;
        if (hello === undefined) throw new RangeError('the ClientHello is too long');
        finish();
        connection.unshift(seen);
        resolve(hello);
      } catch (error) {
        finish();
        reject(error instanceof Error ? error : new RangeError(String(error)));
      }
    };
    connection.on('readable', look);
    connection.on('close', closed);
  });
}

function read(connection: Duplex): Buffer | undefined {
  return (connection.read() as Buffer | null) ?? undefined;
}
