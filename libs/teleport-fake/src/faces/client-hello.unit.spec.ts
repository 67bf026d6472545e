import fc from 'fast-check';
import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseClientHello } from './client-hello.ts';

let hello: Buffer;

const wanted = { serverName: 'teleport.cluster.local', alpn: ['teleport-auth@6f6e65', 'h2'] };

beforeAll(async () => {
  hello = await new Promise<Buffer>((resolve) => {
    const wire = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        resolve(Buffer.from(chunk));
        done();
      },
    });
    connect({ socket: wire, servername: wanted.serverName, ALPNProtocols: wanted.alpn });
  });
});

describe('a ClientHello made by Node', () => {
  test('is read with its names in order', () => {
    expect(parseClientHello(hello)).toEqual(wanted);
  });

  test('needs all of its bytes', () => {
    for (let length = 0; length < hello.length; length += 1) {
      expect(parseClientHello(hello.subarray(0, length))).toBeUndefined();
    }
  });

  test('may come in several records', () => {
    const body = hello.subarray(5);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: body.length - 1 }), (cut) => {
        const records = [body.subarray(0, cut), body.subarray(cut)].map((part) =>
          Buffer.concat([Buffer.from([22, 3, 1, part.length >> 8, part.length & 0xff]), part]),
        );
        expect(parseClientHello(Buffer.concat(records))).toEqual(wanted);
      }),
    );
  });
});

describe('anything else', () => {
  test('is refused or waited for, never misread and never another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(parseClientHello(Buffer.from(bytes))).toBeUndefined();
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test('a damaged hello is never another error than RangeError', () => {
    fc.assert(
      fc.property(fc.nat(hello.length - 1), fc.nat(255), (at, value) => {
        const damaged = Buffer.from(hello);
        damaged[at] = value;
        try {
          parseClientHello(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
