import { isEndTold, isReopenedSince, roundOf } from '../../domain/ends-told.ts';
import { reopenedKey } from '../../domain/note-key.ts';
import { isOurs, newestChange } from '../../domain/status-history.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Observation } from '../../knowing/observation.ts';
import { reopenedText } from '../../saying/note-text.ts';
import { swap } from '../claim.ts';
import { idle, type Proposal } from '../proposal.ts';

/** How far apart two reads must be that show a request pending again: one alone may be older than the end. */
const apartMs = 2_000;

/**
 * The request is pending although its end was told: somebody set it back, or it was taken for gone by mistake. Once two
 * reads agree, the mark is taken back, a note says so, and the card goes back to Pending.
 */
export function reopening(seen: Observation, ticket: Ticket): Proposal | undefined {
  const { record, request, tracker } = seen;
  const isMarked = record.resolution !== '';
  if (!isMarked && !isEndTold(ticket, tracker.selfId)) return backToPending(seen, ticket);
  if (request.at !== 'present' || request.pendingAgainMs < apartMs) {
    const why = 'the request is pending although its end was told; a second read has to say so too';
    return idle({ kind: 'wait', ms: apartMs, why });
  }
  // The mark goes first: whoever comes next must not take the request for ended.
  if (isMarked) return { work: 'reopen', step: swap(seen, 'mark', { resolution: '', resolveReason: '' }) };
  const key = reopenedKey(roundOf(ticket, tracker.selfId) + 1);
  const note = { key, paragraphs: reopenedText() };
  return { work: 'reopen', step: { kind: 'note', ticketId: ticket.id, note } };
}

/** The card stands where the end that was taken back had put it. */
function backToPending({ tracker }: Observation, ticket: Ticket): Proposal | undefined {
  if (ticket.status === 'pending' || !ticket.reachable.includes('pending')) return undefined;
  const last = newestChange(ticket);
  if (last === undefined || last.to === 'pending' || last.to === 'other') return undefined;
  if (!isReopenedSince(ticket, last, tracker.selfId)) return undefined;
  const answers = isOurs(last, tracker.selfId) ? {} : { answers: last.id };
  return { work: 'reopen', step: { kind: 'move', ticketId: ticket.id, move: { to: 'pending', ...answers } } };
}
