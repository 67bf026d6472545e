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

/** The note that tells how the request ended. */
export function resolutionKey(resolution: Resolution): string {
  return `resolution:${resolution}`;
}

/** The note that mirrors a review. An author reviews once, and the moment tells a second cluster's namesake apart. */
export function reviewKey(review: Review): string {
  return `review:${review.created}:${review.author}`;
}

/** The note on a ticket that is not the recorded one. */
export const extraKey = 'extra';
