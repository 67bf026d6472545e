import { answerKey, extraKey } from '../../domain/note-key.ts';
import { hasNote, isAnsweredByMove, newestForeignChange } from '../../domain/status-history.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { isOwn } from '../belonging.ts';
import { deleteDouble } from './mirroring.ts';
import { extraMoveText, extraText } from '../../saying/note-text.ts';
import type { Observation } from '../../knowing/observation.ts';
import type { Proposal } from '../proposal.ts';
import type { Step } from '../step.ts';

/**
 * Closes a ticket of ours that the record does not name, only while the record names another one that a direct read
 * shows to exist. The note that names the ticket that stays comes first, so that nobody adopts the extra.
 */
export function closeExtra(seen: Observation, kept: Ticket): Proposal | undefined {
  for (const extra of seen.others) {
    if (extra.id === seen.record.ticketId || !isOwn(seen, extra)) continue;
    const step = nextFor(seen, extra, kept);
    if (step !== undefined) return { work: 'extra', of: extra.id, step };
  }
  return undefined;
}

function nextFor(seen: Observation, extra: Ticket, kept: Ticket): Step | undefined {
  const { selfId } = seen.tracker;
  if (!hasNote(extra, extraKey, selfId)) {
    return { kind: 'note', ticketId: extra.id, note: { key: extraKey, paragraphs: extraText(kept) } };
  }
  const change = newestForeignChange(extra, selfId);
  if (change !== undefined && !hasNote(extra, answerKey(change.id), selfId)) {
    const note = { key: answerKey(change.id), paragraphs: extraMoveText(change, kept) };
    return { kind: 'note', ticketId: extra.id, note };
  }
  const double = deleteDouble(extra, selfId);
  if (double !== undefined) return double;
  if (extra.status === 'expired' || !extra.reachable.includes('expired')) return undefined;
  const unanswered = change !== undefined && !isAnsweredByMove(extra, change.id, selfId);
  return {
    kind: 'move',
    ticketId: extra.id,
    move: { to: 'expired', ...(unanswered ? { answers: change.id } : {}) },
  };
}
