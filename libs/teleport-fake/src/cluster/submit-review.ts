import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, LabelMap, RequestState, Review } from './access-request.ts';
import { putRequest, type ClusterState } from './cluster-state.ts';
import { canReview, canSubmitFor, hasReviewAllowance, requireAdminAction } from './permissions.ts';
import { resolutionOf, thresholdIndexes } from './thresholds.ts';
import type { Caller } from './users.ts';
import { rulesOf } from './version-rules.ts';

/** A review as a client sends it. */
export interface ReviewSubmission {
  readonly requestId: string;
  /** Default: the caller. */
  readonly author?: string;
  readonly proposedState: RequestState | undefined;
  readonly reason?: string;
  readonly annotations?: LabelMap;
  readonly assumeStartMs?: number;
  /** The caller speaks for `author` (Teleport 18.11 and later). */
  readonly onBehalfOfAuthor?: boolean;
}

/** Adds a review after Teleport's checks and settles the request if a threshold is met. */
export function submitReview(
  state: ClusterState,
  caller: Caller,
  submission: ReviewSubmission,
): AccessRequest {
  requireAdminAction(state, caller);
  const proposedState = proposed(submission);
  const author = authorOf(state, caller, submission);
  if (caller.builtin !== true && !hasReviewAllowance(state, author)) {
    throw new TeleportFakeError('access-denied', `user "${author}" cannot submit reviews`);
  }
  const request = state.requests.get(submission.requestId);
  if (request === undefined) {
    throw new TeleportFakeError('not-found', `access request "${submission.requestId}" not found`);
  }
  requireReviewable(state, request, { author, submission, builtin: caller.builtin === true });
  return record(state, request, toReview(state, request, { caller, author, proposedState, submission }));
}

function proposed(submission: ReviewSubmission): 'approved' | 'denied' {
  const { proposedState } = submission;
  if (submission.requestId === '') throw new TeleportFakeError('bad-parameter', 'missing access request id');
  if (proposedState === 'approved' || proposedState === 'denied') return proposedState;
  throw new TeleportFakeError('bad-parameter', `invalid proposed state: ${proposedState ?? 'none'}`);
}

function authorOf(state: ClusterState, caller: Caller, submission: ReviewSubmission): string {
  const author = submission.author ?? '';
  if (author === '' || author === caller.user) return caller.user;
  if (caller.builtin === true) return author;
  const onBehalf =
    submission.onBehalfOfAuthor === true && rulesOf(state.settings.serverVersion).reviewsForUsers;
  if (onBehalf && canSubmitFor(state, caller, author)) return author;
  throw new TeleportFakeError(
    'access-denied',
    `user "${caller.user}" cannot submit reviews on behalf of "${author}"`,
  );
}

function requireReviewable(
  state: ClusterState,
  request: AccessRequest,
  by: { author: string; submission: ReviewSubmission; builtin: boolean },
): void {
  const { author } = by;
  if (!by.builtin && !canReview(state, author, request)) {
    throw new TeleportFakeError('access-denied', `user "${author}" cannot review request "${request.id}"`);
  }
  if (request.reviews.some((review) => review.author === author)) {
    const code = state.settings.laxReviews ? 'already-exists' : 'access-denied';
    throw new TeleportFakeError(code, `user "${author}" has already reviewed this request`);
  }
  if (!state.settings.laxReviews) requireNoAnnotations(by.submission);
  if (request.state !== 'pending') {
    throw new TeleportFakeError('access-denied', `the access request has been already ${request.state}`);
  }
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
  from: {
    caller: Caller;
    author: string;
    proposedState: 'approved' | 'denied';
    submission: ReviewSubmission;
  },
): Review {
  const { author, submission } = from;
  const user = state.users.get(author);
  const roles = user?.roles ?? [];
  return {
    author,
    roles,
    proposedState: from.proposedState,
    reason: submission.reason ?? '',
    createdMs: state.now(),
    annotations: submission.annotations ?? {},
    thresholdIndexes: thresholdIndexes(request, { roles, traits: user?.traits ?? {} }),
    assumeStartMs: submission.assumeStartMs,
    submittedBy: from.caller.user,
    onBehalfOfAuthor: from.caller.user !== author,
  };
}

function record(state: ClusterState, request: AccessRequest, review: Review): AccessRequest {
  const reviewed = { ...request, reviews: [...request.reviews, review] };
  const resolution = resolutionOf(reviewed);
  const stored = putRequest(state, {
    ...reviewed,
    state: resolution,
    resolveReason: resolution === 'pending' ? request.resolveReason : review.reason,
    resolveAnnotations: resolution === 'pending' ? request.resolveAnnotations : review.annotations,
    assumeStartMs: review.assumeStartMs ?? request.assumeStartMs,
    resourceExpiryMs: resolution === 'approved' ? request.expiresMs : request.resourceExpiryMs,
  });
  state.audit.push({
    event: 'access_request.review',
    timeMs: state.now(),
    requestId: request.id,
    user: review.submittedBy,
    reviewer: review.author,
    submittedBy: review.submittedBy,
    state: review.proposedState,
    reason: review.reason,
    annotations: review.annotations,
  });
  return stored;
}
