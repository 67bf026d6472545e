import { roundOf } from '../../domain/ends-told.ts';
import { answerKey, resolutionKey } from '../../domain/note-key.ts';
import { endingStatus, type Resolution } from '../../domain/resolution.ts';
import { hasNote, isAnsweredByMove, isOurNote, newestForeignChange } from '../../domain/status-history.ts';
import type { StatusChange, StatusMeaning, Ticket } from '../../domain/ticket.ts';
import { swap } from '../claim.ts';
import { reviewsOf } from '../upkeep/mirroring.ts';
import { putBackText, resolutionText } from '../../saying/note-text.ts';
import type { Observation } from '../../knowing/observation.ts';
import { idle, type Proposal } from '../proposal.ts';
import { resolutionOf } from '../resolved.ts';
import { upkeep } from '../upkeep/upkeep.ts';

/** The request has ended: the card belongs in its column, the ticket says why, the record is marked, in this order. */
export function afterTheEnd(seen: Observation): Proposal {
  if (seen.ticket.at === 'gone') return idle({ kind: 'rest', why: 'ticket-deleted' });
  if (seen.ticket.at === 'unread') return unreadEnding(seen);
  const { ticket } = seen.ticket;
  const resolution = resolutionOf(seen);
  return (
    closeCard(seen, ticket, resolution) ??
    putBackNote(seen, ticket, resolution) ??
    resolutionNote(seen, ticket, resolution) ??
    upkeep(seen, ticket, () => mark(seen, resolution))
  );
}

/** Until it is marked, an ending is due, whatever the ticket shows. */
function unreadEnding(seen: Observation): Proposal {
  const { record } = seen;
  // A mark of ours follows the effect. The original's comes before it, and is only a hint.
  const done = record.claimOwner !== '' && record.resolution === resolutionOf(seen);
  if (done) return idle({ kind: 'rest', why: 'in-agreement' });
  const work = record.resolution === '' ? 'unread' : 'none';
  return { work, step: { kind: 'look', at: 'ticket' } };
}

function closeCard(seen: Observation, ticket: Ticket, resolution: Resolution): Proposal | undefined {
  const to = endingStatus(resolution);
  if (ticket.status === to || !ticket.reachable.includes(to)) return undefined;
  // The original marks before it acts: under such a mark the note comes first, because after the move nothing is due.
  if (seen.record.resolution === resolution && !isNoted(seen, ticket, resolution)) {
    return noteResolution(seen, ticket, resolution);
  }
  const change = moveToAnswer(seen, ticket, resolution);
  const answers = change === undefined ? {} : { answers: change.id };
  return { work: 'end', step: { kind: 'move', ticketId: ticket.id, move: { to, ...answers } } };
}

/** A person's move after the end is put back, once, with a note. */
function putBackNote(seen: Observation, ticket: Ticket, resolution: Resolution): Proposal | undefined {
  const { selfId } = seen.tracker;
  const change = newestOfOthers(seen, ticket);
  const end = { selfId, to: endingStatus(resolution), toldBy: endKey(seen, ticket, resolution) };
  if (change === undefined || !isPutBack(ticket, change, end)) return undefined;
  const key = answerKey(change.id);
  if (hasNote(ticket, key, selfId)) return undefined;
  const note = { key, paragraphs: putBackText(change, resolution) };
  return { work: 'put-back', of: change.id, step: { kind: 'note', ticketId: ticket.id, note } };
}

/**
 * The newest change that is not ours. On a site that drops the marks of moves, one by our own account that put the card
 * where it belongs may be ours: then the newest by another account.
 */
function newestOfOthers(seen: Observation, ticket: Ticket): StatusChange | undefined {
  const { selfId } = seen.tracker;
  const change = newestForeignChange(ticket, selfId);
  if (change?.author?.id !== selfId || change.to !== ticket.status) return change;
  const others = ticket.statusChanges.filter((one) => one.author?.id !== selfId);
  return newestForeignChange({ ...ticket, statusChanges: others }, selfId);
}

/** The end as it counts for a move after it. `toldBy`: the key of its note; an end that was taken back has another one. */
interface End {
  readonly selfId: string;
  readonly to: StatusMeaning;
  readonly toldBy: string;
}

/** A move of ours names the change, or the card already stands where it belongs although a person last chose another column. */
function isPutBack(ticket: Ticket, change: StatusChange, end: End): boolean {
  if (isAnsweredByMove(ticket, change.id, end.selfId)) return true;
  if (ticket.status !== end.to || change.to === end.to) return false;
  const choseAnEnd = change.to !== 'pending' && change.to !== 'other';
  return choseAnEnd || isToldBefore(ticket, change, end);
}

/** The end stood on the ticket when the person moved the card away from it. */
function isToldBefore(ticket: Ticket, change: StatusChange, { selfId, toldBy }: End): boolean {
  return ticket.notes.some(
    (note) => isOurNote(note, selfId) && note.key === toldBy && note.created < change.at,
  );
}

function resolutionNote(seen: Observation, ticket: Ticket, resolution: Resolution): Proposal | undefined {
  if (seen.record.resolution === resolution || isNoted(seen, ticket, resolution)) return undefined;
  return noteResolution(seen, ticket, resolution);
}

function noteResolution(seen: Observation, ticket: Ticket, resolution: Resolution): Proposal {
  const key = endKey(seen, ticket, resolution);
  const note = { key, paragraphs: resolutionText(seen, ticket, resolution) };
  return { work: 'end', step: { kind: 'note', ticketId: ticket.id, note } };
}

/** The mark follows the effect: it says that the ticket shows the end. */
function mark(seen: Observation, resolution: Resolution): Proposal | undefined {
  if (seen.record.resolution === resolution) return undefined;
  // Stryker disable next-line ConditionalExpression: a missing request has no field `request`; the compiler wants the question.
  const request = seen.request.at === 'present' ? seen.request.request : undefined;
  const step = swap(seen, 'mark', {
    resolution,
    resolveReason: request?.resolveReason ?? '',
    reviewsCount: Math.max(reviewsOf(seen).length, seen.record.reviewsCount),
  });
  return { work: 'end', step };
}

function isNoted(seen: Observation, ticket: Ticket, resolution: Resolution): boolean {
  return hasNote(ticket, endKey(seen, ticket, resolution), seen.tracker.selfId);
}

function endKey({ tracker }: Observation, ticket: Ticket, resolution: Resolution): string {
  return resolutionKey(resolution, roundOf(ticket, tracker.selfId));
}

/** The person's move that a move of ours undoes: one made after the end was told, or one that chose another end. */
function moveToAnswer(seen: Observation, ticket: Ticket, resolution: Resolution): StatusChange | undefined {
  const { selfId } = seen.tracker;
  const change = newestForeignChange(ticket, selfId);
  if (change === undefined || isAnsweredByMove(ticket, change.id, selfId)) return undefined;
  const choseAnEnd = change.to !== 'pending' && change.to !== 'other';
  return choseAnEnd || isNoted(seen, ticket, resolution) ? change : undefined;
}
