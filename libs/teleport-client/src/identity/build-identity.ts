import { X509Certificate, type KeyObject } from 'node:crypto';
import { notDone } from '../errors/not-done.ts';
import type { Identity } from './identity.ts';

/** The subject attribute with the name of the cluster that issued the certificate. */
const CLUSTER_ATTRIBUTE = '1.3.9999.1.7';

/** What an identity is made of, before it was checked. */
export interface IdentityParts {
  readonly privateKey: KeyObject;
  readonly certificatePem: string;
  readonly authorityPems: readonly string[];
  /** The file or files, for messages. */
  readonly origin: string;
}

/** Checks that the parts are certificates and belong together. Throws `identity-invalid`. */
export function buildIdentity(parts: IdentityParts): Identity {
  const { origin, privateKey, certificatePem, authorityPems } = parts;
  const certificate = certificateOf(certificatePem, `${origin}: the client certificate`);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw notDone(
      'identity-invalid',
      `${origin}: the private key does not belong to the client certificate. Use the key and certificate that were written together.`,
    );
  }
  if (authorityPems.length === 0) {
    throw notDone(
      'identity-invalid',
      `${origin}: there is no certificate authority to verify the Auth Service with. Write the identity again with tbot or tctl auth sign.`,
    );
  }
  for (const pem of authorityPems) certificateOf(pem, `${origin}: a certificate authority`);
  return {
    user: attributes(certificate, 'CN')[0] ?? '',
    roles: attributes(certificate, 'O'),
    clusterName: attributes(certificate, CLUSTER_ATTRIBUTE)[0],
    privateKey,
    certificatePem,
    authorityPems,
    notBeforeMs: Date.parse(certificate.validFrom),
    expiresMs: Date.parse(certificate.validTo),
  };
}

function certificateOf(pem: string, what: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw notDone(
      'identity-invalid',
      `${what} is no X.509 certificate. Write the identity again with tbot or tctl auth sign.`,
    );
  }
}

function attributes(certificate: X509Certificate, name: string): readonly string[] {
  // One "name=value" a line; a line break inside a value is escaped.
  return certificate.subject
    .split('\n')
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1))
    .filter((value) => value !== '');
}
