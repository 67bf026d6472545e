import { reviewKey } from '../../domain/note-key.ts';
import type { Review } from '../../domain/review.ts';
import { hasNote, isOurNote } from '../../domain/status-history.ts';
import type { Note, Ticket } from '../../domain/ticket.ts';
import { trustedAccounts } from '../belonging.ts';
import { reviewText } from '../../saying/note-text.ts';
import type { Observation } from '../../knowing/observation.ts';
import type { Proposal } from '../proposal.ts';
import type { DeleteNoteStep } from '../step.ts';

/** The note that says what the ticket has no place for, until the ticket shows it. */
export function missingDetails(seen: Observation, ticket: Ticket): Proposal | undefined {
  const note = seen.detailsNote;
  if (note === undefined || hasNote(ticket, note.key, seen.tracker.selfId)) return undefined;
  return { work: 'details', step: { kind: 'note', ticketId: ticket.id, note } };
}

/** The note of the first review that the ticket does not show yet. */
export function missingReview(seen: Observation, ticket: Ticket): Proposal | undefined {
  const review = reviewsOf(seen).find((candidate) => !isMirrored(seen, ticket, candidate));
  if (review === undefined) return undefined;
  const key = reviewKey(review);
  const note = { key, paragraphs: reviewText(review) };
  return { work: 'review-note', of: key, step: { kind: 'note', ticketId: ticket.id, note } };
}

/** Of our own notes with one key, all but the oldest go. */
export function doubledNote(seen: Observation, ticket: Ticket): Proposal | undefined {
  const step = deleteDouble(ticket, seen.tracker.selfId);
  return step === undefined ? undefined : { work: 'double', of: step.noteId, step };
}

/** Deletes the first of our notes that has an older one with its key. */
export function deleteDouble(ticket: Ticket, selfId: string): DeleteNoteStep | undefined {
  const ours = ticket.notes.filter((note) => isOurNote(note, selfId)).toSorted(oldestFirst);
  const double = ours.find((note, index) => ours.findIndex(({ key }) => key === note.key) < index);
  return double === undefined ? undefined : { kind: 'delete-note', ticketId: ticket.id, noteId: double.id };
}

/** The reviews of the request as last seen; none once it is gone. */
export function reviewsOf(seen: Observation): readonly Review[] {
  return seen.request.at === 'present' ? seen.request.request.reviews : [];
}

function isMirrored(seen: Observation, ticket: Ticket, review: Review): boolean {
  if (hasNote(ticket, reviewKey(review), seen.tracker.selfId)) return true;
  // The original plugin's comments carry no key; its counter is only a hint, so its words are looked for.
  return ticket.notes.some(
    (note) =>
      note.key === undefined &&
      trustedAccounts(seen).some((id) => id === note.authorId) &&
      note.text.startsWith(`${review.author} reviewed the request`),
  );
}

function oldestFirst(a: Note, b: Note): number {
  return a.created - b.created || a.id.localeCompare(b.id, 'en', { numeric: true });
}
