import { createWebCa, issueCertificate, type KeyAndCert } from '../certificates/authority.ts';

/** What a web server on loopback presents, and the CA to trust for it. */
export interface WebCertificate extends KeyAndCert {
  readonly caPem: string;
}

/** A certificate for localhost from an authority of its own: public web CAs and Teleport's CAs are different worlds. */
export async function issueWebCertificate(): Promise<WebCertificate> {
  const ca = await createWebCa();
  const leaf = await issueCertificate({
    ca,
    subject: [['CN', 'localhost']],
    usage: 'server',
    dnsNames: ['localhost'],
    ips: ['127.0.0.1'],
    notBeforeMs: Date.now() - 3_600_000,
    notAfterMs: Date.now() + 365 * 86_400_000,
  });
  return { ...leaf, caPem: ca.certPem };
}
