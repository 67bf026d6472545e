import type { AccessRequest, RequestState, Review } from '@org/access-plugin-core';
import type { AccessRequest as TeleportRequest, AccessReview } from '../resources/access-request.ts';

/** A request in the core's words; undefined when it is in a state that the core does not know, and so must not act on. */
export function toAccessRequest(request: TeleportRequest): AccessRequest | undefined {
  const state = knownState(request.state);
  if (state === undefined) return undefined;
  return {
    id: request.id,
    state,
    user: request.user,
    roles: request.roles,
    resources: request.resources,
    reason: request.requestReason,
    resolveReason: request.resolveReason,
    reviews: request.reviews.flatMap(toReview),
    thresholds: request.thresholds,
    suggestedReviewers: request.suggestedReviewers,
    kind: request.kind,
    annotations: request.systemAnnotations,
    ...timesOf(request),
  };
}

type Times = 'created' | 'expires' | 'pendingUntil' | 'maxDuration' | 'sessionTtl' | 'assumeStart';

function timesOf(request: TeleportRequest): Pick<AccessRequest, Times> {
  const times: Readonly<Record<Times, number | undefined>> = {
    created: request.createdMs,
    expires: request.expiresMs,
    pendingUntil: request.resourceExpiryMs,
    // Teleport calls both durations, and stores the instants at which they end.
    maxDuration: sinceCreated(request, request.maxDurationMs),
    sessionTtl: sinceCreated(request, request.sessionTtlMs),
    assumeStart: request.assumeStartMs,
  };
  return Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined));
}

function sinceCreated({ createdMs }: TeleportRequest, endMs: number | undefined): number | undefined {
  return createdMs === undefined || endMs === undefined ? undefined : Math.max(0, endMs - createdMs);
}

function knownState(state: TeleportRequest['state']): RequestState | undefined {
  return state === 'none' || state === 'unrecognized' ? undefined : state;
}

function toReview(review: AccessReview): readonly Review[] {
  const { author, proposedState, reason, createdMs, submittedBy } = review;
  if (proposedState !== 'approved' && proposedState !== 'denied' && proposedState !== 'promoted') return [];
  const base = { author, proposes: proposedState, reason, created: createdMs ?? 0 };
  return [submittedBy === undefined ? base : { ...base, submittedBy }];
}
