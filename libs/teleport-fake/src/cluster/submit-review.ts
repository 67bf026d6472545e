import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, LabelMap, RequestState, Review } from './access-request.ts';
import { findRequest, putRequest, versionRules, type ClusterState } from './cluster-state.ts';
import {
  canReview,
  canSubmitFor,
  hasReviewAllowance,
  requireAdminAction,
  reviewerOf,
  type Reviewer,
} from './permissions.ts';
import { requireShortReason } from './reason-limit.ts';
import { resolutionOf, thresholdIndexes } from './thresholds.ts';
import type { Caller } from './users.ts';

/** A review as a client sends it. */
export interface ReviewSubmission {
  readonly requestId: string;
  /** Default: the caller. */
  readonly author?: string;
  readonly proposedState: RequestState | undefined;
  readonly reason?: string;
  /** Default none, which counts for all requested roles. */
  readonly roles?: readonly string[];
  readonly annotations?: LabelMap;
  readonly assumeStartMs?: number;
  /** The caller speaks for `author` (Teleport 18.11 and later). */
  readonly onBehalfOfAuthor?: boolean;
}

type Proposed = 'approved' | 'denied';

/** Adds a review after Teleport's checks, in Teleport's order, and settles the request if its thresholds are met. */
export function submitReview(
  state: ClusterState,
  caller: Caller,
  submission: ReviewSubmission,
): AccessRequest {
  requireAdminAction(state, caller);
  requireNoPromotion(submission);
  const reviewer = reviewerOf(state, caller, authorOf(state, caller, submission));
  if (caller.builtin !== true && !hasReviewAllowance(reviewer)) {
    throw new TeleportFakeError('access-denied', `user "${reviewer.name}" cannot submit reviews`);
  }
  const request = findRequest(state, submission.requestId);
  if (request === undefined) throw unknownRequest(submission.requestId);
  if (caller.builtin !== true && !canReview(reviewer, request)) {
    throw new TeleportFakeError(
      'access-denied',
      `user "${reviewer.name}" cannot review request "${request.id}"`,
    );
  }
  const proposedState = proposed(submission);
  requireAcceptable(request, { author: reviewer.name, submission });
  const review = toReview(state, request, { caller, reviewer, proposedState, submission });
  return record(state, request, { review, caller });
}

function requireNoPromotion(submission: ReviewSubmission): void {
  if (submission.requestId === '') throw new TeleportFakeError('bad-parameter', 'missing request ID');
  if (submission.proposedState !== 'promoted') return;
  throw new TeleportFakeError(
    'bad-parameter',
    'state promoted can be only set when promoting to access list',
  );
}

function authorOf(state: ClusterState, caller: Caller, submission: ReviewSubmission): string {
  const author = submission.author ?? '';
  if (author === '' || author === caller.user) return caller.user;
  if (caller.builtin === true) return author;
  const onBehalf = submission.onBehalfOfAuthor === true && versionRules(state).reviewsForUsers;
  if (onBehalf && canSubmitFor(state, caller, author)) return author;
  throw new TeleportFakeError(
    'access-denied',
    `user "${caller.user}" cannot submit reviews on behalf of "${author}"`,
  );
}

function unknownRequest(id: string): TeleportFakeError {
  return new TeleportFakeError('not-found', `cannot apply review to access request "${id}" (not found)`);
}

function proposed({ proposedState }: ReviewSubmission): Proposed {
  if (proposedState === 'approved' || proposedState === 'denied') return proposedState;
  const name = (proposedState ?? 'none').toUpperCase();
  throw new TeleportFakeError('bad-parameter', `invalid state proposal: ${name} (expected approval/denial)`);
}

function requireAcceptable(
  request: AccessRequest,
  by: { author: string; submission: ReviewSubmission },
): void {
  if (request.reviews.some((review) => review.author === by.author)) {
    throw new TeleportFakeError('access-denied', `user "${by.author}" has already reviewed this request`);
  }
  requireWholeRequest(request, by.submission);
  requireNoAnnotations(by.submission);
  if (request.state !== 'pending') {
    throw new TeleportFakeError('access-denied', `the access request has been already ${request.state}`);
  }
}

/** Read in the source of 15.3.1 and of newer servers, unseen: a review of a part of the roles is refused. */
function requireWholeRequest(request: AccessRequest, { roles = [] }: ReviewSubmission): void {
  if (roles.length !== 0 && roles.length !== request.roles.length) {
    throw new TeleportFakeError(
      'not-implemented',
      'role subselection is not yet supported in reviews, try omitting role list',
    );
  }
  const foreign = roles.find((role) => !request.roles.includes(role));
  if (foreign === undefined) return;
  throw new TeleportFakeError('bad-parameter', `role "${foreign}" is not a member of this request`);
}

/** Seen on 15.3.1; every newer version whose source is known refuses annotations too, and no newer server was seen. */
function requireNoAnnotations({ annotations = {} }: ReviewSubmission): void {
  if (Object.keys(annotations).length === 0) return;
  throw new TeleportFakeError(
    'not-implemented',
    'annotations are not yet supported in reviews, try omitting annotations field',
  );
}

function toReview(
  state: ClusterState,
  request: AccessRequest,
  from: { caller: Caller; reviewer: Reviewer; proposedState: Proposed; submission: ReviewSubmission },
): Review {
  const { caller, reviewer, submission } = from;
  const traits = state.users.get(reviewer.name)?.traits ?? {};
  return {
    author: reviewer.name,
    roles: submission.roles ?? [],
    proposedState: from.proposedState,
    reason: submission.reason ?? '',
    createdMs: state.now(),
    annotations: submission.annotations ?? {},
    thresholdIndexes: thresholdIndexes(request, { roles: reviewer.roleNames, traits }),
    assumeStartMs: submission.assumeStartMs,
    submittedBy: versionRules(state).reviewsForUsers ? caller.user : '',
    onBehalfOfAuthor: caller.user !== reviewer.name,
  };
}

/** A resolution by review, denials included, lets the request live as long as the access would have. */
function record(
  state: ClusterState,
  request: AccessRequest,
  of: { review: Review; caller: Caller },
): AccessRequest {
  const { review, caller } = of;
  const reviewed = { ...request, reviews: [...request.reviews, review] };
  const resolution = resolutionOf(reviewed);
  const resolved = resolution !== 'pending';
  if (resolved) requireShortReason('resolve reason', review.reason);
  const stored = putRequest(state, {
    ...reviewed,
    state: resolution,
    resolveReason: resolved ? review.reason : request.resolveReason,
    resolveAnnotations: resolved ? review.annotations : request.resolveAnnotations,
    assumeStartMs: review.assumeStartMs ?? request.assumeStartMs,
    resourceExpiryMs: resolved ? request.expiresMs : request.resourceExpiryMs,
  });
  state.audit.push({
    event: 'access_request.review',
    timeMs: state.now(),
    requestId: request.id,
    user: caller.user,
    reviewer: review.author,
    submittedBy: review.submittedBy,
    state: review.proposedState,
    reason: review.reason,
    annotations: review.annotations,
  });
  return stored;
}
