import type { AccessRequest } from '../domain/access-request.ts';
import type { Call } from './call.ts';

/** What the stream of changes says. `ready` comes first; nothing from before it is replayed. */
export type WatchEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'put'; readonly request: AccessRequest }
  | { readonly kind: 'deleted'; readonly requestId: string };

/** A decision that overrides reviews. */
export interface StateChange {
  readonly requestId: string;
  readonly to: 'approved' | 'denied';
  readonly reason: string;
  /** Who stands behind it, for the audit log. */
  readonly delegator: string;
}

/** One review. */
export interface ReviewSubmission {
  readonly requestId: string;
  readonly to: 'approved' | 'denied';
  readonly reason: string;
  /** The user whose review it is; absent for the plugin's own. */
  readonly author?: string;
}

/** The system that holds access requests. Failures are `AccessPluginError`s. */
export interface AccessRequests {
  /** The user name under which the plugin itself is known there. */
  readonly self: string;
  /** Reads one request. `undefined`: this answer holds no such request, which is not yet a proof that it is gone. */
  get(requestId: string, call: Call): Promise<AccessRequest | undefined>;
  /** All pending requests, page by page. */
  listPending(call: Call): AsyncIterable<readonly AccessRequest[]>;
  /** One stream of changes. Ends or throws when the stream does; `deadlineMs` bounds the wait for `ready`. */
  watch(call: Call): AsyncIterable<WatchEvent>;
  /** Sets the state of a pending request. */
  resolve(change: StateChange, call: Call): Promise<void>;
  /** Submits a review and gives the request as it is then. `already-exists`: this author has reviewed before. */
  submitReview(review: ReviewSubmission, call: Call): Promise<AccessRequest>;
}
