import type { Review } from './review.ts';

/** Where a request stands. `promoted` means that it was granted through an access list. */
export type RequestState = 'pending' | 'approved' | 'denied' | 'promoted';

/**
 * Access for hours, or for good; `undefined` where the cluster does not say. A long-term request is promoted, never simply
 * approved. `unknown`: a kind that is newer than this program, which is never approved either.
 */
export type RequestKind = 'undefined' | 'short-term' | 'long-term' | 'unknown';

/** One thing that the requester wants to reach, as the request names it. */
export interface RequestedResource {
  readonly cluster: string;
  readonly kind: string;
  readonly name: string;
  /** For example `<namespace>/<pod>`; empty when the whole resource is meant. */
  readonly subResource: string;
}

/** How many approvals or denials settle a request. Zero means that this side is not counted. */
export interface ReviewThreshold {
  readonly name: string;
  /** Which reviewers it counts, in the cluster's own language; empty or absent: all. */
  readonly filter?: string;
  readonly approve: number;
  readonly deny: number;
}

/** An access request as its system holds it. Moments are milliseconds since the epoch; absent means unset. */
export interface AccessRequest {
  readonly id: string;
  readonly state: RequestState;
  /** The requester's user name. */
  readonly user: string;
  readonly roles: readonly string[];
  readonly resources: readonly RequestedResource[];
  readonly reason: string;
  /** Why it was resolved, in the words of whoever resolved it; empty when nobody said. */
  readonly resolveReason: string;
  readonly reviews: readonly Review[];
  readonly thresholds: readonly ReviewThreshold[];
  readonly suggestedReviewers: readonly string[];
  readonly kind: RequestKind;
  readonly annotations: Readonly<Record<string, readonly string[]>>;
  readonly created?: number;
  /** When the access ends. The request itself never outlives it. */
  readonly expires?: number;
  /** When the request goes away if nobody resolves it. */
  readonly pendingUntil?: number;
  /** How long access is asked for, milliseconds. */
  readonly maxDuration?: number;
  /** How long one session under it lasts, milliseconds. */
  readonly sessionTtl?: number;
  readonly assumeStart?: number;
}
