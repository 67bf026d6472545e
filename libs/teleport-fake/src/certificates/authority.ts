import { createPublicKey, generateKeyPairSync, randomInt } from 'node:crypto';
import { generate } from 'selfsigned';

/** A private key and its certificate, PEM. */
export interface KeyAndCert {
  readonly keyPem: string;
  readonly certPem: string;
}

/** The four secrets of a cluster: who signs users, who signs servers, and the same two for SSH. */
export interface Authority {
  readonly clusterName: string;
  /** Signs client certificates. */
  readonly userCa: KeyAndCert;
  /** Signs the Auth Service's certificate; clients trust it. */
  readonly hostCa: KeyAndCert;
  /** Signs users' SSH certificates; PEM, ECDSA P-256. */
  readonly sshUserCaKeyPem: string;
  /** Signs SSH host certificates; its public half is in every identity file. */
  readonly sshHostCaKeyPem: string;
}

/** Makes new authorities. ECDSA P-256 with SHA-256 throughout; valid for ten years. */
export async function createAuthority(clusterName: string): Promise<Authority> {
  return {
    clusterName,
    userCa: await selfSigned(clusterName),
    hostCa: await selfSigned(clusterName),
    sshUserCaKeyPem: newKeyPem(),
    sshHostCaKeyPem: newKeyPem(),
  };
}

/** An authority for web certificates, which has nothing to do with the cluster's own. */
export function createWebCa(): Promise<KeyAndCert> {
  return selfSigned('web authority');
}

/** What goes into a certificate. */
export interface CertificateRequest {
  readonly ca: KeyAndCert;
  /** Attribute type (short name or OID) and value, in order. */
  readonly subject: readonly (readonly [string, string])[];
  readonly usage: 'server' | 'client';
  readonly dnsNames?: readonly string[];
  readonly ips?: readonly string[];
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** Issues a certificate for a new key. */
export async function issueCertificate(request: CertificateRequest): Promise<KeyAndCert> {
  const keyPem = newKeyPem();
  const pems = await generate(attributes(request.subject), {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(request.notBeforeMs),
    notAfterDate: new Date(request.notAfterMs),
    keyPair: { privateKey: keyPem, publicKey: publicPem(keyPem) },
    ca: { key: request.ca.keyPem, cert: request.ca.certPem },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      request.usage === 'server'
        ? { name: 'extKeyUsage', serverAuth: true }
        : { name: 'extKeyUsage', clientAuth: true },
      ...alternativeNames(request),
    ],
  });
  return { keyPem, certPem: pems.cert.trimEnd() + '\n' };
}

/** The serial number keeps subjects of rotated CAs apart, as Teleport does: a client may trust the old and the new one. */
async function selfSigned(clusterName: string): Promise<KeyAndCert> {
  const pems = await generate(
    attributes([
      ['CN', clusterName],
      ['O', clusterName],
      ['2.5.4.5', String(randomInt(2 ** 47))],
    ]),
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - 3_600_000),
      notAfterDate: new Date(Date.now() + 10 * 365 * 86_400_000),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
      ],
    },
  );
  return { keyPem: pems.private, certPem: pems.cert.trimEnd() + '\n' };
}

type SubjectAltName = {
  name: 'subjectAltName';
  altNames: ({ type: 2; value: string } | { type: 7; ip: string })[];
};

function alternativeNames(request: CertificateRequest): SubjectAltName[] {
  const altNames: SubjectAltName['altNames'] = [
    ...(request.dnsNames ?? []).map((value) => ({ type: 2 as const, value })),
    ...(request.ips ?? []).map((ip) => ({ type: 7 as const, ip })),
  ];
  return altNames.length > 0 ? [{ name: 'subjectAltName', altNames }] : [];
}

function attributes(subject: readonly (readonly [string, string])[]): { name: string; value: string }[] {
  return subject.map(([name, value]) => ({ name, value: value.replaceAll(/[,+"\\<>;#=]/g, '\\$&') }));
}

function newKeyPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function publicPem(keyPem: string): string {
  return createPublicKey(keyPem).export({ type: 'spki', format: 'pem' }).toString();
}
