import { resolutionKey, reviewKey } from '../domain/note-key.ts';
import type { Resolution } from '../domain/resolution.ts';
import type { Review } from '../domain/review.ts';
import type { NoteDraft } from '../ports/tracker.ts';
import { endings, reviewText } from './note-text.ts';

const RESOLUTIONS: readonly Resolution[] = ['approved', 'denied', 'promoted', 'expired'];

/** The notes that most tickets get, for previews: the given reviews, and each way in which a request can end. */
export function usualNotes(reviews: readonly Review[]): readonly NoteDraft[] {
  return [
    ...reviews.map((review) => ({ key: reviewKey(review), paragraphs: reviewText(review) })),
    ...RESOLUTIONS.map((resolution) => ({
      key: resolutionKey(resolution),
      paragraphs: [endings[resolution]],
    })),
  ];
}
