import { createPrivateKey, type KeyObject } from 'node:crypto';
import { notDone } from '../errors/not-done.ts';
import { openSshPrivateKey } from './openssh-private-key.ts';
import type { PemBlock } from './pem-blocks.ts';

const DER_LABELS = ['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY'];
const ENCODINGS = ['pkcs8', 'pkcs1', 'sec1'] as const;

/**
 * The private key of an identity: RSA, ECDSA or Ed25519, as PKCS#1, PKCS#8, SEC1 or OpenSSH. A label on DER is not
 * believed, as in Teleport's own reader. Throws `identity-key-unsupported` for keys that live elsewhere or are
 * locked, `identity-invalid` for bytes that are no key.
 */
export function privateKeyOf(block: PemBlock, origin: string): KeyObject {
  if (block.label === 'OPENSSH PRIVATE KEY') return openSshPrivateKey(bytesOf(block), origin);
  if (DER_LABELS.includes(block.label)) return derPrivateKey(block, origin);
  throw notDone('identity-key-unsupported', `${origin}: ${reasonAgainst(block.label)}`);
}

function derPrivateKey(block: PemBlock, origin: string): KeyObject {
  if (block.text.includes('Proc-Type: 4,ENCRYPTED')) {
    throw notDone('identity-key-unsupported', `${origin}: ${reasonAgainst('ENCRYPTED PRIVATE KEY')}`);
  }
  const key = bytesOf(block);
  for (const type of ENCODINGS) {
    try {
      return createPrivateKey({ key, format: 'der', type });
    } catch {
      // Not this encoding; the next one may fit.
    }
  }
  throw notDone(
    'identity-invalid',
    `${origin}: the block "${block.label}" holds no private key that can be read as PKCS#8, PKCS#1 or SEC1. Write the identity again with tbot or tctl auth sign.`,
  );
}

function reasonAgainst(label: string): string {
  if (/PIV|YUBIKEY/.test(label)) {
    return `the private key is in a hardware token ("${label}"), which a service cannot use. Issue a file-based identity, for example with tbot.`;
  }
  if (/REFERENCE|HARDWARE|SOCKET|AGENT/.test(label)) {
    return `the file holds only a reference to a private key ("${label}") that another process keeps. Let tbot write an identity output that contains the key itself.`;
  }
  if (label.startsWith('ENCRYPTED')) {
    return 'the private key is encrypted with a pass phrase, which a service cannot enter. Write the identity without one.';
  }
  return `the first PEM block is "${label}", where a private key was expected. An identity file begins with its private key; write it again with tbot or tctl auth sign.`;
}

function bytesOf(block: PemBlock): Buffer {
  const lines = block.text.split('\n').filter((line) => !line.startsWith('-----') && !line.includes(':'));
  return Buffer.from(lines.join(''), 'base64');
}
