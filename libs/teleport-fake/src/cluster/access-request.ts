/** Where a request stands. Expiry is not a state: an expired request is gone. */
export type RequestState = 'pending' | 'approved' | 'denied' | 'promoted';

/** How long the access is meant to last; `undefined-kind` is what clusters older than the distinction send. */
export type RequestKind = 'undefined-kind' | 'short-term' | 'long-term';

/** Label, trait or annotation name to its values. */
export type LabelMap = Readonly<Record<string, readonly string[]>>;

/** One requested resource, e.g. a node or a database. */
export interface ResourceId {
  readonly cluster: string;
  readonly kind: string;
  readonly name: string;
  readonly subResource: string;
}

/** How many approvals or denials settle a request; 0 means "never by this count". */
export interface Threshold {
  readonly name: string;
  readonly filter: string;
  readonly approve: number;
  readonly deny: number;
}

/** The access list a request was promoted to. */
export interface AccessListRef {
  readonly name: string;
  readonly title: string;
}

/** One person's opinion on a request. */
export interface Review {
  readonly author: string;
  /** As the client sent them, mostly none. */
  readonly roles: readonly string[];
  readonly proposedState: 'approved' | 'denied';
  readonly reason: string;
  readonly createdMs: number;
  readonly annotations: LabelMap;
  readonly thresholdIndexes: readonly number[];
  readonly assumeStartMs: number | undefined;
  /** Who sent the review; "" where the server is too old to say. Differs from `author` only for a review on behalf of a user. */
  readonly submittedBy: string;
  readonly onBehalfOfAuthor: boolean;
}

/** An access request as the cluster stores it. Times are milliseconds since 1970. */
export interface AccessRequest {
  readonly id: string;
  readonly user: string;
  readonly roles: readonly string[];
  readonly resources: readonly ResourceId[];
  readonly state: RequestState;
  readonly kind: RequestKind;
  readonly createdMs: number;
  /** When the access ends. */
  readonly expiresMs: number;
  /** When the request itself goes away (Metadata.Expires): sooner than the access while pending. */
  readonly resourceExpiryMs: number;
  /** An instant despite the name; equal to `expiresMs`. */
  readonly maxDurationMs: number;
  /** An instant despite the name. */
  readonly sessionTtlMs: number;
  readonly assumeStartMs: number | undefined;
  readonly requestReason: string;
  readonly resolveReason: string;
  readonly resolveAnnotations: LabelMap;
  readonly systemAnnotations: LabelMap;
  readonly suggestedReviewers: readonly string[];
  readonly thresholds: readonly Threshold[];
  /** Requested role to sets of threshold indexes: every set needs one threshold met. */
  readonly roleThresholds: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly reviews: readonly Review[];
  readonly accessList: AccessListRef | undefined;
  readonly revision: string;
}
