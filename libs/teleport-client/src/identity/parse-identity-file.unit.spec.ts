import { createPublicKey, sign, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TeleportError } from '../errors/teleport-error.ts';
import { checkValidity } from './check-validity.ts';
import { parseIdentityFile } from './parse-identity-file.ts';
import { readIdentity } from './read-identity.ts';

const fixture = (name: string) => new URL(`../../fixtures/${name}`, import.meta.url).pathname;
const text = (name: string) => readFileSync(fixture(`${name}.identity`), 'utf8');

function failure(act: () => unknown): TeleportError {
  try {
    act();
  } catch (error) {
    if (error instanceof TeleportError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('an identity file', () => {
  it.each([
    ['rsa-pkcs1', 'rsa'],
    ['rsa-pkcs8', 'rsa'],
    ['rsa-openssh', 'rsa'],
    ['rsa-mislabelled', 'rsa'],
    ['ecdsa-sec1', 'ec'],
    ['ecdsa-pkcs8', 'ec'],
    ['ecdsa-p384-pkcs8', 'ec'],
    ['ecdsa-openssh', 'ec'],
    ['ecdsa-p521-openssh', 'ec'],
    ['ed25519-pkcs8', 'ed25519'],
    ['ed25519-openssh', 'ed25519'],
  ])('with a key as %s gives a key that signs for its certificate', (name, type) => {
    const identity = parseIdentityFile(text(name));
    expect(identity.privateKey.asymmetricKeyType).toBe(type);
    const digest = type === 'ed25519' ? undefined : 'sha256';
    const message = Buffer.from('hello');
    const signature = sign(digest, message, identity.privateKey);
    const publicKey = createPublicKey(
      new X509Certificate(identity.certificatePem).publicKey.export({ format: 'pem', type: 'spki' }),
    );
    expect(verify(digest, message, publicKey, signature)).toBe(true);
    expect(identity).toMatchObject({ user: 'jira-plugin', clusterName: 'one.example.com' });
    expect(identity.authorityPems).toHaveLength(2);
  });

  it.each([
    ['refused-encrypted', 'identity-key-unsupported', /pass phrase/],
    ['refused-hardware', 'identity-key-unsupported', /hardware token/],
    ['refused-reference', 'identity-key-unsupported', /reference to a private key/],
    ['refused-other-key', 'identity-invalid', /does not belong to the client certificate/],
  ])('%s is refused with its reason', (name, code, reason) => {
    const error = failure(() => parseIdentityFile(text(name)));
    expect(error.code).toBe(code);
    expect(error.outcome).toBe('not-done');
    expect(error.message).toMatch(reason);
  });

  it('has its line ends and surrounding space forgiven', () => {
    const windows = text('rsa-pkcs1').replaceAll('\n', '  \r\n');
    expect(parseIdentityFile(windows).user).toBe('jira-plugin');
  });

  it('cut anywhere is read whole or refused with a TeleportError, and nothing of the key is in the message', () => {
    const whole = text('ed25519-openssh');
    const keyLine = whole.split('\n')[1]!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
        try {
          expect(parseIdentityFile(whole.slice(0, length)).user).toBe('jira-plugin');
        } catch (error) {
          expect(error).toBeInstanceOf(TeleportError);
          expect((error as Error).message).not.toContain(keyLine.slice(20, 40));
        }
      }),
    );
  });

  it('damaged in its key is refused, never read as another key', () => {
    const lines = text('rsa-openssh').split('\n');
    lines.splice(10, 1);
    expect(failure(() => parseIdentityFile(lines.join('\n'))).code).toBe('identity-invalid');
  });
});

describe('reading by location', () => {
  it('takes the key, certificate and authorities of a triple', async () => {
    const identity = await readIdentity({
      clientKey: fixture('triple.key'),
      clientCertificate: fixture('triple.crt'),
      rootAuthorities: fixture('triple.cas'),
    });
    expect(identity.clusterName).toBe('one.example.com');
    expect(identity.authorityPems).toHaveLength(2);
  });

  it('names the path and the cure when there is no file', async () => {
    const error: unknown = await readIdentity({ identity: '/nowhere/identity' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'identity-unreadable' });
    expect((error as Error).message).toMatch(/\/nowhere\/identity: there is no such file/);
  });
});

describe('validity', () => {
  const identity = parseIdentityFile(text('ecdsa-pkcs8'));
  it('ends at the moment of expiry', () => {
    expect(() => checkValidity(identity, identity.expiresMs - 1)).not.toThrow();
    expect(failure(() => checkValidity(identity, identity.expiresMs)).code).toBe('certificate-expired');
  });
  it('does not begin early', () => {
    expect(failure(() => checkValidity(identity, identity.notBeforeMs - 1)).message).toMatch(/clock/);
  });
});
