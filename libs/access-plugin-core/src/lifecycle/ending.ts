import { answerKey, resolutionKey } from '../domain/note-key.ts';
import { endingStatus, type Resolution } from '../domain/resolution.ts';
import { hasNote, isAnsweredByMove, newestForeignChange } from '../domain/status-history.ts';
import type { StatusChange, Ticket } from '../domain/ticket.ts';
import { swap, underClaim } from './claim.ts';
import { closeExtra } from './extra.ts';
import { doubledNote, missingReview, reviewsOf } from './mirroring.ts';
import { putBackText, resolutionText } from './note-text.ts';
import type { Observation } from './observation.ts';
import { resolutionOf } from './resolved.ts';
import type { Step } from './step.ts';

/** The request has ended: the card belongs in its column, the ticket says why, the record is marked, in this order. */
export function afterTheEnd(seen: Observation): Step {
  if (seen.ticket.at === 'gone') return { kind: 'rest', why: 'ticket-deleted' };
  if (seen.ticket.at === 'unread') return unreadEnding(seen);
  const { ticket, fresh } = seen.ticket;
  const resolution = resolutionOf(seen);
  return (
    closeCard(seen, ticket, resolution) ??
    putBackNote(seen, ticket, resolution) ??
    resolutionNote(seen, ticket, resolution) ??
    missingReview(seen, ticket) ??
    doubledNote(seen, ticket, fresh) ??
    mark(seen, resolution) ??
    closeExtra(seen) ?? { kind: 'rest', why: 'in-agreement' }
  );
}

/** Until it is marked an ending is due for certain, so the claim may be taken over while the ticket is being read. */
function unreadEnding(seen: Observation): Step {
  const { record } = seen;
  if (record.resolution === '') return underClaim(seen, 'ending', { kind: 'look', at: 'ticket' });
  // A mark of ours follows the effect. The original's comes before it, and is only a hint.
  const done = record.claimOwner !== '' && record.resolution === resolutionOf(seen);
  return done ? { kind: 'rest', why: 'in-agreement' } : { kind: 'look', at: 'ticket' };
}

function closeCard(seen: Observation, ticket: Ticket, resolution: Resolution): Step | undefined {
  const to = endingStatus(resolution);
  if (ticket.status === to || !ticket.reachable.includes(to)) return undefined;
  // The original marks before it acts: under such a mark the note comes first, because after the move nothing is due.
  if (seen.record.resolution === resolution && !isNoted(seen, ticket, resolution)) {
    return noteResolution(seen, ticket, resolution);
  }
  const change = moveToAnswer(seen, ticket, resolution);
  const answers = change === undefined ? {} : { answers: change.id };
  const step: Step = { kind: 'move', ticketId: ticket.id, move: { to, ...answers } };
  return underClaim(seen, 'ending', step);
}

/** A person's move after the end is put back, once, with a note. */
function putBackNote(seen: Observation, ticket: Ticket, resolution: Resolution): Step | undefined {
  const { selfId } = seen.tracker;
  const change = newestForeignChange(ticket, selfId);
  if (change === undefined || !isPutBack(ticket, change, { selfId, resolution })) return undefined;
  const key = answerKey(change.id);
  if (hasNote(ticket, key, selfId)) return undefined;
  const note = { key, paragraphs: putBackText(change, resolution) };
  return underClaim(seen, key, { kind: 'note', ticketId: ticket.id, note });
}

/** A move of ours names the change, or the card already stands where it belongs although a person last chose another column. */
function isPutBack(
  ticket: Ticket,
  change: StatusChange,
  to: { selfId: string; resolution: Resolution },
): boolean {
  if (isAnsweredByMove(ticket, change.id, to.selfId)) return true;
  const ending = endingStatus(to.resolution);
  return ticket.status === ending && change.to !== ending && change.to !== 'pending' && change.to !== 'other';
}

function resolutionNote(seen: Observation, ticket: Ticket, resolution: Resolution): Step | undefined {
  if (seen.record.resolution === resolution || isNoted(seen, ticket, resolution)) return undefined;
  return noteResolution(seen, ticket, resolution);
}

function noteResolution(seen: Observation, ticket: Ticket, resolution: Resolution): Step {
  const key = resolutionKey(resolution);
  const note = { key, paragraphs: resolutionText(seen, ticket, resolution) };
  return underClaim(seen, 'ending', { kind: 'note', ticketId: ticket.id, note });
}

/** The mark follows the effect: it says that the ticket shows the end. */
function mark(seen: Observation, resolution: Resolution): Step | undefined {
  if (seen.record.resolution === resolution) return undefined;
  // Stryker disable next-line ConditionalExpression: a missing request has no field `request`; the compiler wants the question.
  const request = seen.request.at === 'present' ? seen.request.request : undefined;
  const step = swap(seen, 'mark', {
    resolution,
    resolveReason: request?.resolveReason ?? '',
    reviewsCount: Math.max(reviewsOf(seen).length, seen.record.reviewsCount),
  });
  return underClaim(seen, 'ending', step);
}

function isNoted(seen: Observation, ticket: Ticket, resolution: Resolution): boolean {
  return hasNote(ticket, resolutionKey(resolution), seen.tracker.selfId);
}

/** The person's move that a move of ours undoes: one made after the end was told, or one that chose another end. */
function moveToAnswer(seen: Observation, ticket: Ticket, resolution: Resolution): StatusChange | undefined {
  const { selfId } = seen.tracker;
  const change = newestForeignChange(ticket, selfId);
  if (change === undefined || isAnsweredByMove(ticket, change.id, selfId)) return undefined;
  const choseAnEnd = change.to !== 'pending' && change.to !== 'other';
  return choseAnEnd || isNoted(seen, ticket, resolution) ? change : undefined;
}
