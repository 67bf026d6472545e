import { ServerCredentials } from '@grpc/grpc-js';
import type { SecureContextOptions } from 'node:tls';
import { issueCertificate } from '../certificates/authority.ts';
import type { RotatingAuthority } from '../certificates/rotation.ts';

/** mTLS for the Auth Service, with a certificate that can be replaced while it runs; open connections stay. */
export class AuthServerCredentials extends ServerCredentials {
  constructor(context: SecureContextOptions) {
    super({ requestCert: true, rejectUnauthorized: true }, context);
  }

  replace(context: SecureContextOptions): void {
    this.updateSecureContextOptions(context);
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

/** A new server certificate of the current host CA; clients of every accepted user CA are let in. */
export async function serverContext(authority: RotatingAuthority): Promise<SecureContextOptions> {
  const { clusterName, hostCa } = authority.current();
  const { keyPem, certPem } = await issueCertificate({
    ca: hostCa,
    subject: [
      ['CN', `auth.${clusterName}`],
      ['O', 'Auth'],
    ],
    usage: 'server',
    dnsNames: ['teleport.cluster.local', '*.teleport.cluster.local', clusterName, 'localhost'],
    ips: ['127.0.0.1'],
    notBeforeMs: Date.now() - 3_600_000,
    notAfterMs: Date.now() + 365 * 86_400_000,
  });
  return { key: keyPem, cert: certPem, ca: [...authority.userCas()] };
}
