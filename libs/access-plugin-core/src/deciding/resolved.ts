import type { AccessRequest } from '../domain/access-request.ts';
import type { Resolution } from '../domain/resolution.ts';
import type { Observation } from '../knowing/observation.ts';

/** The request, when it was seen pending and has not run out. */
export function pendingRequest(seen: Observation): AccessRequest | undefined {
  if (seen.request.at !== 'present') return undefined;
  const { request } = seen.request;
  return request.state === 'pending' && !hasRunOut(request, seen.nowMs) ? request : undefined;
}

/** True when the request is resolved or known to be gone. One that ran out but is still listed is neither. */
export function isEnded(seen: Observation): boolean {
  return seen.request.at === 'missing' || seen.request.request.state !== 'pending';
}

/** How the request ended. Call it only when it has. */
export function resolutionOf(seen: Observation): Resolution {
  // Denied is final; an answer that says otherwise is older than our mark.
  if (seen.record.resolution === 'denied') return 'denied';
  if (seen.request.at === 'present' && seen.request.request.state !== 'pending')
    return seen.request.request.state;
  return seen.record.resolution === '' ? 'expired' : seen.record.resolution;
}

function hasRunOut(request: AccessRequest, nowMs: number): boolean {
  const ends = [request.pendingUntil, request.expires];
  return ends.some((end = Number.POSITIVE_INFINITY) => end <= nowMs);
}
