import fc from 'fast-check';
import { once } from 'node:events';
import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { webSocketStream } from './web-socket-stream.ts';

const OPTIONS = { unmask: false, pingEveryMs: 0 };
const ZERO_MASK = Buffer.alloc(4);

/** A socket whose two directions the test holds. */
function wires(): { socket: Duplex; toServer: PassThrough; fromServer: PassThrough } {
  const toServer = new PassThrough();
  const fromServer = new PassThrough();
  return { socket: Duplex.from({ readable: toServer, writable: fromServer }), toServer, fromServer };
}

function clientFrame(opcode: number, payload: Buffer): Buffer {
  const length = Buffer.alloc(9);
  length[0] = 0x80 | 127;
  length.writeBigUInt64BE(BigInt(payload.length), 1);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, ZERO_MASK, payload]);
}

describe('frames', () => {
  test('bytes arrive whole and in order, however frames and chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 })),
        fc.integer({ min: 1, max: 30 }),
        async (payloads, chunkSize) => {
          const { socket, toServer } = wires();
          const stream = webSocketStream(socket, OPTIONS);
          const received: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => received.push(chunk));
          const bytes = Buffer.concat(payloads.map((payload) => clientFrame(2, Buffer.from(payload))));
          for (let at = 0; at < bytes.length; at += chunkSize)
            toServer.write(bytes.subarray(at, at + chunkSize));
          toServer.write(clientFrame(8, Buffer.alloc(0)));
          await once(stream, 'end');
          expect(Buffer.concat(received)).toEqual(Buffer.concat(payloads));
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each([5, 126, 70_000])('%i bytes are framed with the shortest length and no mask', async (size) => {
    const { socket, fromServer } = wires();
    webSocketStream(socket, OPTIONS).write(Buffer.alloc(size, 7));
    const [frame] = (await once(fromServer, 'data')) as [Buffer];
    const marker = size < 126 ? size : size < 65_536 ? 126 : 127;
    expect([frame[0], frame[1]]).toEqual([0x82, marker]);
    const head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
    expect(frame.length).toBe(head + size);
  });

  test('a ping is answered with the same payload', async () => {
    const { socket, toServer, fromServer } = wires();
    webSocketStream(socket, OPTIONS);
    toServer.write(clientFrame(9, Buffer.from('hi')));
    const [frame] = (await once(fromServer, 'data')) as [Buffer];
    expect(frame).toEqual(Buffer.from([0x8a, 2, ...Buffer.from('hi')]));
  });

  test('pings are sent where asked for', async () => {
    const { socket, fromServer } = wires();
    const stream = webSocketStream(socket, { unmask: false, pingEveryMs: 1 });
    const [frame] = (await once(fromServer, 'data')) as [Buffer];
    expect(frame[0]).toBe(0x89);
    stream.destroy();
  });
});
