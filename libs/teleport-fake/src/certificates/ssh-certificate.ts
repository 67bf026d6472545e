import { randomBytes } from 'node:crypto';
import { sshPoint, sshPublicKey, sshSignature, sshString, sshUint64 } from './ssh-wire.ts';

const CERT_TYPE = 'ecdsa-sha2-nistp256-cert-v01@openssh.com';
const USER_CERT = Buffer.from([0, 0, 0, 1]);

/** Who an SSH user certificate is for, and how long. */
export interface SshCertificateRequest {
  readonly caKeyPem: string;
  readonly userKeyPem: string;
  readonly keyId: string;
  readonly principals: readonly string[];
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** One authorized_keys line with an OpenSSH user certificate (PROTOCOL.certkeys) for an ECDSA P-256 key. */
export function sshCertificateLine(request: SshCertificateRequest): string {
  const signed = Buffer.concat([
    sshString(CERT_TYPE),
    sshString(randomBytes(32)),
    sshPoint(request.userKeyPem),
    sshUint64(1n),
    USER_CERT,
    sshString(request.keyId),
    sshString(Buffer.concat(request.principals.map((principal) => sshString(principal)))),
    sshUint64(BigInt(Math.floor(request.notBeforeMs / 1000))),
    sshUint64(BigInt(Math.ceil(request.notAfterMs / 1000))),
    sshString(''),
    sshString(Buffer.concat([sshString('permit-port-forwarding'), sshString('')])),
    sshString(''),
    sshString(sshPublicKey(request.caKeyPem)),
  ]);
  const blob = Buffer.concat([signed, sshString(sshSignature(request.caKeyPem, signed))]);
  return `${CERT_TYPE} ${blob.toString('base64')}`;
}

/** A known_hosts line that says which key signs a cluster's SSH hosts. */
export function certAuthorityLine(clusterName: string, caKeyPem: string): string {
  const key = sshPublicKey(caKeyPem).toString('base64');
  return `@cert-authority ${clusterName},*.${clusterName} ecdsa-sha2-nistp256 ${key} type=host`;
}
