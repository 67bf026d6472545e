import type { Resolution } from './resolution.ts';
import type { Review } from './review.ts';

/** The note that answers a change of a person. */
export function answerKey(change: number): string {
  return `answer:${change}`;
}

/** The note that says why a change has to wait. It answers nothing. */
export function waitingKey(change: number): string {
  return `waiting:${change}`;
}

/** The note that tells how the request ended. `round`: how often it had been set back to pending by then; see `endsTold`. */
export function resolutionKey(resolution: Resolution, round = 0): string {
  return round === 0 ? `resolution:${resolution}` : `resolution:${resolution}:${round}`;
}

/** True for a note that tells an end, of whatever round. */
export function isResolutionKey(key: string): boolean {
  return key.startsWith('resolution:');
}

/** The note that tells that a request is pending again after its end was told; `round` counts from 1. */
export function reopenedKey(round: number): string {
  return `reopened:${round}`;
}

/** True for a note that tells that a request is pending again. */
export function isReopenedKey(key: string): boolean {
  return key.startsWith('reopened:');
}

/** The note that mirrors a review. An author reviews once, and the moment tells a second cluster's namesake apart. */
export function reviewKey(review: Review): string {
  return `review:${review.created}:${review.author}`;
}

/** The note that says what the ticket itself has no place for. */
export const detailsKey = 'details';

/** The note on a ticket that is not the recorded one. */
export const extraKey = 'extra';
