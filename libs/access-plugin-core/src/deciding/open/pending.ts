import { isOurs, newestChange } from '../../domain/status-history.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { swap } from '../claim.ts';
import { reviewsOf } from '../upkeep/mirroring.ts';
import type { Observation } from '../../knowing/observation.ts';
import { idle, type Proposal } from '../proposal.ts';
import { pendingRequest } from '../resolved.ts';
import { upkeep } from '../upkeep/upkeep.ts';
import { reopening } from './reopening.ts';
import { onVerdict } from './verdict.ts';

/** The request is pending and its ticket recorded: carry a person's decision over, mirror reviews, keep the board true. */
export function whilePending(seen: Observation): Proposal {
  const request = pendingRequest(seen);
  if (request === undefined) {
    const why = 'the request has run out and is about to go';
    return idle({ kind: 'wait', ms: seen.settings.intervalMs, why });
  }
  if (seen.ticket.at === 'gone') return idle({ kind: 'rest', why: 'ticket-deleted' });
  if (seen.ticket.at === 'unread') return unreadPending(seen);
  const { ticket } = seen.ticket;
  return (
    reopening(seen, ticket) ??
    onVerdict(seen, request, ticket) ??
    upkeep(seen, ticket, () => toPending(seen, ticket) ?? countReviews(seen))
  );
}

/** Reviews that are not counted yet are due, whatever the ticket shows. */
function unreadPending(seen: Observation): Proposal {
  const work = reviewsOf(seen).length > seen.record.reviewsCount ? 'unread' : 'none';
  return { work, step: { kind: 'look', at: 'ticket' } };
}

/** A card belongs in Pending where a workflow put it elsewhere at first, or we did, taking a request for gone that is not. */
function toPending(seen: Observation, ticket: Ticket): Proposal | undefined {
  if (ticket.status === 'pending' || !ticket.reachable.includes('pending')) return undefined;
  const last = newestChange(ticket);
  const closedByUs = last !== undefined && last.to === 'expired' && isOurs(last, seen.tracker.selfId);
  if (last !== undefined && !closedByUs) return undefined;
  const work = closedByUs ? 'reopen' : 'first-column';
  return { work, step: { kind: 'move', ticketId: ticket.id, move: { to: 'pending' } } };
}

/** Lets the original plugin, should it take over, go on counting where we are. */
function countReviews(seen: Observation): Proposal | undefined {
  const reviewsCount = reviewsOf(seen).length;
  if (reviewsCount <= seen.record.reviewsCount) return undefined;
  return { work: 'count', step: swap(seen, 'mark', { reviewsCount }) };
}
