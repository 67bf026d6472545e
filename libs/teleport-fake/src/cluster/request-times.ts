import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest } from './access-request.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Caller } from './users.ts';

const HOUR_MS = 3_600_000;
const LONGEST_CERTIFICATE_MS = 30 * HOUR_MS;
const LONGEST_DURATION_MS = 336 * HOUR_MS;

/** The times a requester may wish for, milliseconds since 1970. */
export interface TimeWishes {
  /** When the access shall end. Default: the wished `maxDurationMs`, else with the certificate that asks. */
  readonly expiresMs?: number;
  /** The wish for an access end as Teleport records it: an instant, despite the name. At most 14 days away. */
  readonly maxDurationMs?: number;
  /** When the request itself shall go away while it is pending. Default: after `pendingTtlMs`, or with the access. */
  readonly resourceExpiryMs?: number;
}

type Times = Pick<
  AccessRequest,
  'createdMs' | 'expiresMs' | 'maxDurationMs' | 'sessionTtlMs' | 'resourceExpiryMs'
>;

/**
 * The times of a new request. Seen on 15.3.1: all are always set, equal without a wish, and the access ends with the
 * certificate. Read in its source, unseen: the bound of 30 hours.
 */
export function timesOf(state: ClusterState, wish: TimeWishes, caller: Caller): Times {
  const createdMs = state.now();
  const certificateEndMs = caller.notAfterMs ?? createdMs + state.settings.defaultAccessMs;
  const { maxDurationMs } = wish;
  if (maxDurationMs !== undefined && maxDurationMs > createdMs + LONGEST_DURATION_MS) {
    throw new TeleportFakeError('bad-parameter', 'max_duration must be less than or equal to 336h0m0s');
  }
  const sessionEndMs = Math.min(certificateEndMs, createdMs + LONGEST_CERTIFICATE_MS);
  const expiresMs = wish.expiresMs ?? maxDurationMs ?? sessionEndMs;
  if (expiresMs <= createdMs) {
    throw new TeleportFakeError('bad-parameter', 'an access request must end after it begins');
  }
  return {
    createdMs,
    expiresMs,
    maxDurationMs: maxDurationMs ?? expiresMs,
    sessionTtlMs: expiresMs,
    resourceExpiryMs: wish.resourceExpiryMs ?? Math.min(expiresMs, createdMs + state.settings.pendingTtlMs),
  };
}
