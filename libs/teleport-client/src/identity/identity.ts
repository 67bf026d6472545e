import type { KeyObject } from 'node:crypto';

/** Who the client is to Teleport, and which authorities it trusts: the parsed content of an identity file or triple. */
export interface Identity {
  /** The Teleport user named by the certificate. */
  readonly user: string;
  /** The roles that the certificate names: the server takes the caller's rights from these alone. */
  readonly roles: readonly string[];
  /** The cluster that issued the certificate; undefined where the certificate does not say. */
  readonly clusterName: string | undefined;
  /** Matches the certificate; a KeyObject, so that it prints as nothing. */
  readonly privateKey: KeyObject;
  /** The one client certificate, PEM. */
  readonly certificatePem: string;
  /** What the Auth Service's certificate is verified with, PEM; several during a rotation of the authority. */
  readonly authorityPems: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notBeforeMs: number;
  /** Milliseconds since the epoch. */
  readonly expiresMs: number;
}
