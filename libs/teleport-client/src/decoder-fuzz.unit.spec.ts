import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebSocketDecoder } from './dial/websocket-frames.ts';
import { TeleportError } from './errors/teleport-error.ts';
import { openSshPrivateKey } from './identity/openssh-private-key.ts';
import { parseIdentityFile } from './identity/parse-identity-file.ts';

/** `FUZZ_RUNS=100000` makes a long run of it. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 5000);
const patience = 60_000 + numRuns * 20;

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const block = (label: string, body: string): string =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const label = fc.constantFrom(
  'CERTIFICATE',
  'PRIVATE KEY',
  'EC PRIVATE KEY',
  'RSA PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'PIV YUBIKEY PRIVATE KEY',
  '',
);
const anyBlock = fc
  .tuple(label, fc.oneof(fc.base64String(), fc.string()))
  .map(([name, body]) => block(name, body));
const identityText = fc
  .array(
    fc.oneof(fc.constant(pem), anyBlock, fc.string(), fc.constant('@cert-authority *.c ssh-rsa AAAA\n')),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

describe('S28: files that hold a key', () => {
  it(
    'are an identity or one clear error that shows nothing of them',
    () => {
      fc.assert(
        fc.property(identityText, (text) => {
          expect(failureOf(() => parseIdentityFile(text, 'the file'))).toMatch(
            /^\[identity-[a-z-]+\] the file: /,
          );
        }),
        { numRuns },
      );
    },
    patience,
  );

  it(
    'in the format of OpenSSH are a key or one clear error',
    () => {
      const magic = Buffer.from('openssh-key-v1\0', 'latin1');
      const field = fc.oneof(
        fc
          .constantFrom('none', 'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa', 'aes256-ctr', '')
          .map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 70 }).map((bytes) => Buffer.from(bytes)),
      );
      const framed = field.chain((bytes) =>
        fc
          .oneof(
            { arbitrary: fc.constant(bytes.length), weight: 9 },
            { arbitrary: fc.nat({ max: 0xffff_ffff }), weight: 1 },
          )
          .map((length) => {
            const head = Buffer.alloc(4);
            head.writeUInt32BE(length);
            return Buffer.concat([head, bytes]);
          }),
      );
      fc.assert(
        fc.property(fc.array(framed, { maxLength: 8 }), fc.boolean(), (fields, withMagic) => {
          const bytes = Buffer.concat([...(withMagic ? [magic] : []), ...fields]);
          expect(failureOf(() => openSshPrivateKey(bytes, 'the file'))).toMatch(
            /^\[identity-[a-z-]+\] the file: /,
          );
        }),
        { numRuns },
      );
    },
    patience,
  );
});

it(
  'S30: WebSocket frames of any bytes, cut anywhere, are parts or a refusal, and never more than was sent',
  () => {
    const chunk = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .tuple(
          fc.constantFrom(0x82, 0x88, 0x89, 0x8a, 0x02, 0x81, 0xf2),
          fc.nat({ max: 255 }),
          fc.uint8Array({ maxLength: 20 }),
        )
        .map(([first, second, rest]) => Uint8Array.of(first, second, ...rest)),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), (chunks) => {
        const decoder = new WebSocketDecoder();
        let given = 0;
        let told = 0;
        for (const bytes of chunks) {
          given += bytes.length;
          const parts = decoder.push(Buffer.from(bytes));
          if (parts === undefined) return;
          for (const part of parts) told += part.kind === 'data' ? part.bytes.length : 0;
        }
        expect(told).toBeLessThanOrEqual(given);
      }),
      { numRuns },
    );
  },
  patience,
);

/** What it said; anything but a `TeleportError` is a crash. A whole identity is not expected of chance. */
function failureOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TeleportError)) throw error;
    expect(JSON.stringify(error) + error.message).not.toContain(pem.split('\n')[1] ?? pem);
    return error.message;
  }
  return '[identity-none] the file: read';
}
