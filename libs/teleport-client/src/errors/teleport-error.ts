/** What went wrong, as a closed list. `docs/errors.md` says what to do about each. */
export const TELEPORT_ERROR_CODES = [
  'already-exists',
  'bad-answer',
  'bad-options',
  'cancelled',
  'certificate-expired',
  'certificate-refused',
  'closed',
  'conflict',
  'connect-failed',
  'connect-timeout',
  'connection-lost',
  'deadline-exceeded',
  'http-proxy-refused',
  'identity-invalid',
  'identity-key-unsupported',
  'identity-unreadable',
  'invalid-argument',
  'mfa-required',
  'no-route',
  'not-found',
  'permission-denied',
  'resource-exhausted',
  'server-error',
  'server-too-old',
  'server-untrusted',
  'tls-failed',
  'tls-routing-disabled',
  'unavailable',
  'unimplemented',
  'upgrade-refused',
  'version-rejected',
  'watch-ended',
  'watch-no-init',
] as const;

/** One of {@link TELEPORT_ERROR_CODES}. */
export type TeleportErrorCode = (typeof TELEPORT_ERROR_CODES)[number];

/**
 * What is known about the effect of the call that failed: `not-done` had none and may be tried again or given to a
 * person, `unknown` may have had one (read before doing it again), `conflict` met a state other than the expected
 * one (read, compare, decide anew; it may also be mere contention).
 */
export type TeleportOutcome = 'not-done' | 'unknown' | 'conflict';

/** What a {@link TeleportError} is made of. */
export interface TeleportErrorInit {
  readonly code: TeleportErrorCode;
  readonly outcome: TeleportOutcome;
  /** What happened, why, and what to do. */
  readonly message: string;
  /** The remote method that was called, for example `SetAccessRequestState`. */
  readonly method?: string | undefined;
  /** The codes of the failures that this one sums up. */
  readonly causes?: readonly TeleportErrorCode[];
  /** The right that the server says is missing, in the words of a role, for example `access_request: update`. */
  readonly lacks?: string | undefined;
}

/**
 * The one error of this library. It never holds a third party's error object, a secret or a stack of another
 * library; the code is in front of the message, so that a bare log line is useful too.
 */
export class TeleportError extends Error {
  readonly code: TeleportErrorCode;
  readonly outcome: TeleportOutcome;
  readonly method: string | undefined;
  /** With `no-route`: why each way failed. Empty elsewhere. */
  readonly causes: readonly TeleportErrorCode[];
  /** The right that the server named as missing; undefined where it named none. */
  readonly lacks: string | undefined;

  constructor(init: TeleportErrorInit) {
    super(`[${init.code}] ${init.message}`);
    this.name = 'TeleportError';
    this.code = init.code;
    this.outcome = init.outcome;
    this.method = init.method;
    this.causes = init.causes ?? [];
    this.lacks = init.lacks;
  }
}
