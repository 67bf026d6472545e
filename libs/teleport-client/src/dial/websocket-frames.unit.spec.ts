import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binaryHeader,
  closeFrame,
  pongFrame,
  WebSocketDecoder,
  type WebSocketPart,
} from './websocket-frames.ts';

/** A server's frame, by the letter of RFC 6455: unmasked, or masked with a key. */
function serverFrame(opcode: number, payload: Buffer, key?: Buffer): Buffer {
  const bit = key ? 0x80 : 0;
  const size =
    payload.length < 126
      ? Buffer.from([bit | payload.length])
      : payload.length < 65_536
        ? Buffer.from([bit | 126, payload.length >> 8, payload.length & 255])
        : Buffer.from([
            bit | 127,
            0,
            0,
            0,
            0,
            0,
            payload.length >> 16,
            (payload.length >> 8) & 255,
            payload.length & 255,
          ]);
  const body = key ? Buffer.from(payload.map((byte, index) => byte ^ key[index % 4]!)) : payload;
  return Buffer.concat([Buffer.from([0x80 | opcode]), size, key ?? Buffer.alloc(0), body]);
}

function decode(bytes: Buffer, cuts: readonly number[]): readonly WebSocketPart[] {
  const decoder = new WebSocketDecoder();
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  return edges.slice(1).flatMap((end, index) => decoder.push(bytes.subarray(edges[index], end)) ?? []);
}

const dataOf = (parts: readonly WebSocketPart[]) =>
  Buffer.concat(parts.flatMap((part) => (part.kind === 'data' ? [part.bytes] : [])));

describe('frames', () => {
  it('give their bytes back, however they are cut, masked or not', () => {
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ minLength: 65_530, maxLength: 65_540 }),
    );
    const frame = fc.record({
      payload: payload.map((bytes) => Buffer.from(bytes)),
      opcode: fc.constantFrom(0x0, 0x2),
      key: fc.option(
        fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 8 }), (frames, cuts) => {
        const wire = Buffer.concat(
          frames.map(({ opcode, payload: bytes, key }) => serverFrame(opcode, bytes, key)),
        );
        expect(dataOf(decode(wire, cuts)).equals(Buffer.concat(frames.map((one) => one.payload)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('of ping, close and text are told apart from data, in the midst of it', () => {
    const wire = Buffer.concat([
      serverFrame(0x2, Buffer.from('one')),
      serverFrame(0x9, Buffer.from('are you there')),
      serverFrame(0x1, Buffer.from('text')),
      serverFrame(0x2, Buffer.from('two')),
      serverFrame(0x8, Buffer.from([3, 232])),
    ]);
    const parts = decode(wire, [1, 5, 9, 20, 30]);
    expect(dataOf(parts).toString()).toBe('onetwo');
    expect(parts.filter(({ kind }) => kind !== 'data')).toEqual([
      { kind: 'ping', payload: Buffer.from('are you there') },
      { kind: 'close' },
    ]);
  });

  it.each([0, 1, 125, 126, 65_535, 65_536, 70_000])(
    'of ours with %i bytes have the mask bit and a mask of zeros',
    (length) => {
      const payload = Buffer.alloc(length, 7);
      const wire = Buffer.concat([binaryHeader(length), payload]);
      expect(wire[0]).toBe(0x82);
      expect(wire[1]! & 0x80).toBe(0x80);
      expect(wire.subarray(wire.length - length - 4, wire.length - length)).toEqual(Buffer.alloc(4));
      expect(dataOf(decode(wire, [])).equals(payload)).toBe(true);
    },
  );

  it('of control that are longer than any may be are refused, not awaited', () => {
    expect(new WebSocketDecoder().push(serverFrame(0x9, Buffer.alloc(126)).subarray(0, 10))).toBeUndefined();
  });

  it('of control are as RFC 6455 draws them', () => {
    expect(pongFrame(Buffer.from('ab'))).toEqual(Buffer.from([0x8a, 0x82, 0, 0, 0, 0, 0x61, 0x62]));
    expect(closeFrame()).toEqual(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
  });
});
