import { createPublicKey, sign } from 'node:crypto';

const CURVE = 'nistp256';
const KEY_TYPE = `ecdsa-sha2-${CURVE}`;

/** A length-prefixed string of the SSH protocol (RFC 4251, section 5). */
export function sshString(value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A 64-bit number, big-endian. */
export function sshUint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** Curve name and point of an ECDSA P-256 key, as they stand in keys and certificates. */
export function sshPoint(keyPem: string): Buffer {
  const { x = '', y = '' } = createPublicKey(keyPem).export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return Buffer.concat([sshString(CURVE), sshString(point)]);
}

/** The public key in SSH's own encoding. */
export function sshPublicKey(keyPem: string): Buffer {
  return Buffer.concat([sshString(KEY_TYPE), sshPoint(keyPem)]);
}

/** A signature over `data` in SSH's own encoding (RFC 5656, section 3.1.2). */
export function sshSignature(keyPem: string, data: Buffer): Buffer {
  const raw = sign('sha256', data, { key: keyPem, dsaEncoding: 'ieee-p1363' });
  const half = raw.length / 2;
  const numbers = Buffer.concat([multiPrecision(raw.subarray(0, half)), multiPrecision(raw.subarray(half))]);
  return Buffer.concat([sshString(KEY_TYPE), sshString(numbers)]);
}

function multiPrecision(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  const negative = ((trimmed[0] ?? 0) & 0x80) !== 0;
  return sshString(negative ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed);
}
