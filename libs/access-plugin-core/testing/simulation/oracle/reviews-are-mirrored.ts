import { isUnknowable, requestCases, type Evidence } from './evidence.ts';

/** I6: at rest each review of a living request stands on its ticket, in one note of the plugin's. */
export function reviewsAreMirrored(evidence: Evidence): readonly string[] {
  return requestCases(evidence).flatMap((one) => {
    const { request, ticket, requestId } = one;
    if (request === undefined || ticket === undefined || isUnknowable(evidence, one)) return [];
    return request.reviews.flatMap((review) => {
      if (review.author === 'plugin' || review.submittedBy === 'plugin') return [];
      const notes = ticket.notes.filter(
        ({ authorId, key = '' }) =>
          authorId === 'bot' &&
          key.startsWith('review:') &&
          key.includes(review.author) &&
          key.includes(`${review.created}`),
      );
      // The original's comments carry no key.
      const byOriginal = ticket.notes.some(
        ({ authorId, key, text }) =>
          authorId === 'bot' && key === undefined && text.startsWith(`${review.author} reviewed`),
      );
      return notes.length === 1 || (notes.length === 0 && byOriginal)
        ? []
        : [`the review by ${review.author} on ${requestId} has ${notes.length} notes`];
    });
  });
}
