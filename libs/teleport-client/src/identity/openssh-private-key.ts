import { createPrivateKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { SshBytes } from './ssh-bytes.ts';

const MAGIC = Buffer.from('openssh-key-v1\0', 'latin1');

const CURVES: Readonly<Record<string, { readonly crv: string; readonly size: number }>> = {
  nistp256: { crv: 'P-256', size: 32 },
  nistp384: { crv: 'P-384', size: 48 },
  nistp521: { crv: 'P-521', size: 66 },
};

/**
 * A key in OpenSSH's own format (openssh-key-v1), which Node cannot read. Throws `identity-key-unsupported` for an
 * encrypted key or another algorithm, `identity-invalid` for damaged bytes.
 */
export function openSshPrivateKey(bytes: Buffer, origin: string): KeyObject {
  try {
    return createPrivateKey({ key: readKey(bytes, origin), format: 'jwk' });
  } catch (error) {
    if (error instanceof TeleportError) throw error;
    throw notDone(
      'identity-invalid',
      `${origin}: the OpenSSH private key is damaged. Write the identity again with tbot or tctl auth sign.`,
    );
  }
}

function readKey(bytes: Buffer, origin: string): JsonWebKeyInput['key'] {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new RangeError('not openssh-key-v1');
  const outer = new SshBytes(bytes.subarray(MAGIC.length));
  const cipher = outer.text();
  outer.text(); // the key derivation and its options: unused without a cipher
  outer.bytes();
  if (cipher !== 'none') {
    throw notDone(
      'identity-key-unsupported',
      `${origin}: the OpenSSH private key is encrypted with a pass phrase, which a service cannot enter. Write the identity without one.`,
    );
  }
  if (outer.number() !== 1) throw new RangeError('more than one key');
  outer.bytes(); // the public key, which the private part repeats
  const inner = new SshBytes(outer.bytes());
  if (inner.number() !== inner.number()) throw new RangeError('check numbers differ');
  return jsonWebKey(inner, origin);
}

function jsonWebKey(inner: SshBytes, origin: string): JsonWebKeyInput['key'] {
  const algorithm = inner.text();
  if (algorithm === 'ssh-rsa') return rsa(inner);
  if (algorithm === 'ssh-ed25519') return ed25519(inner);
  if (algorithm.startsWith('ecdsa-sha2-')) return ecdsa(inner);
  throw notDone(
    'identity-key-unsupported',
    `${origin}: the OpenSSH private key is of type "${algorithm.slice(0, 40)}"; RSA, ECDSA and Ed25519 are supported.`,
  );
}

function rsa(inner: SshBytes): JsonWebKeyInput['key'] {
  const [n, e, d, inverse, p, q] = Array.from({ length: 6 }, () => inner.integer());
  if (!n || !e || !d || !inverse || !p || !q) throw new RangeError('a field is missing');
  const exponent = numberOf(d);
  return {
    kty: 'RSA',
    n: url(n),
    e: url(e),
    d: url(d),
    p: url(p),
    q: url(q),
    // OpenSSH leaves these two out; they follow from the others.
    dp: url(bytesOf(exponent % (numberOf(p) - 1n))),
    dq: url(bytesOf(exponent % (numberOf(q) - 1n))),
    qi: url(inverse),
  };
}

function ed25519(inner: SshBytes): JsonWebKeyInput['key'] {
  const x = inner.bytes();
  const seedAndPublic = inner.bytes();
  return { kty: 'OKP', crv: 'Ed25519', x: url(x), d: url(seedAndPublic.subarray(0, 32)) };
}

function ecdsa(inner: SshBytes): JsonWebKeyInput['key'] {
  const curve = CURVES[inner.text()];
  const point = inner.bytes();
  if (curve === undefined || point[0] !== 4 || point.length !== 1 + 2 * curve.size) {
    throw new RangeError('no uncompressed point on a known curve');
  }
  const scalar = inner.integer();
  const padded = Buffer.concat([Buffer.alloc(Math.max(0, curve.size - scalar.length)), scalar]);
  return {
    kty: 'EC',
    crv: curve.crv,
    x: url(point.subarray(1, 1 + curve.size)),
    y: url(point.subarray(1 + curve.size)),
    d: url(padded),
  };
}

function url(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
