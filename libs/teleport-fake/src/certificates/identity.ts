import type { LabelMap } from '../cluster/access-request.ts';
import { issueCertificate, type Authority } from './authority.ts';
import { certAuthorityLine, sshCertificateLine } from './ssh-certificate.ts';

/** Credentials of one user, in both forms that plugins take. */
export interface Identity {
  /** An identity file as `tctl auth sign` and `tbot` write it. */
  readonly identityPem: string;
  /** The same as three files: `client_key`, `client_crt`, `root_cas`. */
  readonly triple: { readonly key: string; readonly cert: string; readonly cas: string };
  readonly notAfterMs: number;
}

/** For whom an identity is. */
export interface IdentityRequest {
  readonly user: string;
  readonly roles: readonly string[];
  readonly traits?: LabelMap;
  /** Default one hour before now, to allow for skewed clocks. */
  readonly notBeforeMs?: number;
  /** Default: in one hour, as `tbot` does. May lie in the past. */
  readonly notAfterMs?: number;
  /** Ids of access requests the certificate has assumed. */
  readonly activeRequests?: readonly string[];
  /** CAs to trust, PEM; default the authority's host CA. Rotation lists the old and the new one. */
  readonly trustedCas?: readonly string[];
}

const HOUR_MS = 3_600_000;

/** Issues a client certificate with Teleport's subject attributes, and the SSH certificate for the same key. */
export async function issueIdentity(authority: Authority, request: IdentityRequest): Promise<Identity> {
  const notAfterMs = request.notAfterMs ?? Date.now() + HOUR_MS;
  const notBeforeMs = request.notBeforeMs ?? Math.min(Date.now(), notAfterMs) - HOUR_MS;
  const { keyPem, certPem } = await issueCertificate({
    ca: authority.userCa,
    subject: subjectOf(authority.clusterName, request),
    usage: 'client',
    notBeforeMs,
    notAfterMs,
  });
  const sshLine = sshCertificateLine({
    caKeyPem: authority.sshUserCaKeyPem,
    userKeyPem: keyPem,
    keyId: request.user,
    principals: [request.user, '-teleport-internal-join'],
    notBeforeMs,
    notAfterMs,
  });
  const cas = (request.trustedCas ?? [authority.hostCa.certPem]).join('');
  const hostLine = certAuthorityLine(authority.clusterName, authority.sshHostCaKeyPem);
  return {
    identityPem: `${keyPem}${sshLine}\n${certPem}${hostLine}\n${cas}`,
    triple: { key: keyPem, cert: certPem, cas },
    notAfterMs,
  };
}

/** CN user, O roles, L logins, street the cluster to route to, postal code traits, and Teleport's own OIDs. */
function subjectOf(clusterName: string, request: IdentityRequest): readonly (readonly [string, string])[] {
  return [
    ['CN', request.user],
    ...request.roles.map((role) => ['O', role] as const),
    ['L', request.user],
    ['2.5.4.9', clusterName],
    ['2.5.4.17', JSON.stringify(request.traits ?? {})],
    ['1.3.9999.1.7', clusterName],
    ...(request.activeRequests ?? []).map((id) => ['1.3.9999.2.8', id] as const),
  ];
}
