import { AccessPluginError, type Call, type ReviewSubmission } from '@org/access-plugin-core';
import { isAboutAuthor } from '../errors/is-about-author.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import type { AccessRequest } from '../resources/access-request.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { missingRight } from './missing-right.ts';
import { resolvedMeanwhile } from './resolved-meanwhile.ts';
import { toAccessPluginError } from './to-access-plugin-error.ts';

/** The review that was refused, and how it was. */
export interface RefusedReview {
  readonly review: Pick<ReviewSubmission, 'requestId' | 'author'>;
  readonly error: unknown;
}

/**
 * What a refused review means. Teleport answers a second review, a review that comes too late and a missing right with one
 * code, so the request is read again first: its reviews and its state tell the causes apart. Words come last, and
 * what nothing tells for certain may pass.
 */
export async function refusedReview(
  client: TeleportClient,
  { review, error }: RefusedReview,
  call: Call,
): Promise<unknown> {
  if (!(error instanceof TeleportError) || !MAY_CONCERN_THE_REQUEST.includes(error.code)) {
    return toAccessPluginError(error);
  }
  const author = review.author ?? client.user;
  const request = await readAgain(client, review.requestId, call);
  if (request === 'unknown') return passing(error);
  if (request?.reviews.some((one) => one.author === author) === true) return reviewedBefore(review.author);
  if (request !== undefined && request.state !== 'pending') return resolvedMeanwhile(request);
  if (error.code === 'already-exists') return reviewedBefore(review.author);
  // A role of the plugin's own can be mended while the decision waits, a person's right to review is an answer.
  if (review.author !== undefined && isAboutAuthor(error, author)) return takesNoReviewOf(author);
  return missingRight(client, error, call);
}

const MAY_CONCERN_THE_REQUEST: readonly string[] = [
  'permission-denied',
  'already-exists',
  'invalid-argument',
];

async function readAgain(
  client: TeleportClient,
  id: string,
  call: Call,
): Promise<AccessRequest | undefined | 'unknown'> {
  try {
    return await client.getAccessRequest(id, call);
  } catch (error) {
    if (error instanceof TeleportError) return 'unknown';
    throw error;
  }
}

/** The cause is not known for certain, so that the review is tried again. */
function passing({ message }: TeleportError): AccessPluginError {
  return new AccessPluginError('unavailable', message);
}

function reviewedBefore(author: string | undefined): AccessPluginError {
  return new AccessPluginError(
    'already-exists',
    `${author ?? 'The plugin'} has reviewed this request already, and Teleport takes one review per person.`,
  );
}

function takesNoReviewOf(author: string): AccessPluginError {
  return new AccessPluginError(
    'refused',
    `Teleport takes no review of ${author} here: a role of ${author} must allow to review this request (review_requests), and nobody reviews their own.`,
  );
}
