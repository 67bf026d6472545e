import type { StringLists } from './label-values.ts';
import type { RequestState } from './request-state.ts';

/**
 * Access for hours or for good; `undefined` where the cluster does not say. A long-term request is promoted, never simply
 * approved. `unknown`: a kind that is newer than this client.
 */
export type AccessRequestKind = 'undefined' | 'short-term' | 'long-term' | 'unknown';

/** One thing that a request asks for, beside or instead of roles. */
export interface RequestedResource {
  readonly cluster: string;
  readonly kind: string;
  readonly name: string;
  /** For example `<namespace>/<pod>`; empty when the whole resource is meant. */
  readonly subResource: string;
}

/** How many approvals or denials settle a request; 0 means that this side is not counted. */
export interface ReviewThreshold {
  readonly name: string;
  /** An expression that chooses the reviewers who count; empty for all. */
  readonly filter: string;
  readonly approve: number;
  readonly deny: number;
}

/** One reviewer's word. */
export interface AccessReview {
  readonly author: string;
  readonly proposedState: RequestState;
  readonly reason: string;
  readonly roles: readonly string[];
  readonly annotations: StringLists;
  /** Milliseconds since the epoch. */
  readonly createdMs: number | undefined;
  /** Who handed it in, where that is somebody else than the author. */
  readonly submittedBy: string | undefined;
}

/** An access request. All times are milliseconds since the epoch, undefined where unset. */
export interface AccessRequest {
  readonly id: string;
  readonly state: RequestState;
  /** Who asks. */
  readonly user: string;
  readonly roles: readonly string[];
  readonly resources: readonly RequestedResource[];
  readonly requestReason: string;
  readonly resolveReason: string;
  readonly resolveAnnotations: StringLists;
  /** From `request.annotations` of the requester's roles. */
  readonly systemAnnotations: StringLists;
  readonly reviews: readonly AccessReview[];
  readonly thresholds: readonly ReviewThreshold[];
  readonly suggestedReviewers: readonly string[];
  readonly kind: AccessRequestKind;
  readonly dryRun: boolean;
  readonly createdMs: number | undefined;
  /** When the access ends. */
  readonly expiresMs: number | undefined;
  /** When the request itself goes away. */
  readonly resourceExpiryMs: number | undefined;
  /** Until when access may last; an instant. */
  readonly maxDurationMs: number | undefined;
  /** Until when a session may last; an instant. */
  readonly sessionTtlMs: number | undefined;
  readonly assumeStartMs: number | undefined;
  /** The access list through which a promoted request was granted. */
  readonly promotedTo: { readonly name: string; readonly title: string } | undefined;
}
