import { isOurs, newestChange } from '../domain/status-history.ts';
import type { Ticket } from '../domain/ticket.ts';
import { swap, underClaim } from './claim.ts';
import { closeExtra } from './extra.ts';
import { doubledNote, missingReview, reviewsOf } from './mirroring.ts';
import type { Observation } from './observation.ts';
import { pendingRequest } from './resolved.ts';
import type { Step } from './step.ts';
import { onVerdict } from './verdict.ts';

/** The request is pending and its ticket recorded: mirror reviews, carry a person's verdict over, keep the board true. */
export function whilePending(seen: Observation): Step {
  const request = pendingRequest(seen);
  if (request === undefined) {
    return { kind: 'wait', ms: seen.settings.intervalMs, why: 'the request has run out and is about to go' };
  }
  if (seen.ticket.at === 'gone') return { kind: 'rest', why: 'ticket-deleted' };
  if (seen.ticket.at === 'unread') return unreadPending(seen);
  const { ticket, fresh } = seen.ticket;
  return (
    onVerdict(seen, request, seen.ticket) ??
    missingReview(seen, ticket) ??
    doubledNote(seen, ticket, fresh) ??
    toPending(seen, ticket) ??
    takeBackEnd(seen, fresh) ??
    countReviews(seen) ??
    closeExtra(seen) ?? { kind: 'rest', why: 'in-agreement' }
  );
}

/** Reviews that are not counted yet are due for certain, so a claim that may be taken over is, while the ticket is read. */
function unreadPending(seen: Observation): Step {
  const look: Step = { kind: 'look', at: 'ticket' };
  if (reviewsOf(seen).length <= seen.record.reviewsCount) return look;
  const step = underClaim(seen, 'reviews', look);
  // A verdict may wait on the ticket: it is never held up for another replica.
  return step.kind === 'hold' ? look : step;
}

/** A card belongs in Pending where a workflow put it elsewhere at first, or we did, taking a request for gone that is not. */
function toPending(seen: Observation, ticket: Ticket): Step | undefined {
  if (ticket.status === 'pending' || !ticket.reachable.includes('pending')) return undefined;
  const last = newestChange(ticket);
  const closedByUs = last !== undefined && last.to === 'expired' && isOurs(last, seen.tracker.selfId);
  if (last !== undefined && !closedByUs) return undefined;
  if (closedByUs && !isFresh(seen)) return { kind: 'look', at: 'everything' };
  return underClaim(seen, 'first-column', { kind: 'move', ticketId: ticket.id, move: { to: 'pending' } });
}

/** A mark that says a pending request expired was made on answers that were cut. */
function takeBackEnd(seen: Observation, ticketFresh: boolean): Step | undefined {
  const { record } = seen;
  if (record.resolution !== 'expired' || record.claimOwner === '') return undefined;
  if (!ticketFresh || !isFresh(seen)) return { kind: 'look', at: 'everything' };
  return underClaim(seen, 'take-back', swap(seen, 'mark', { resolution: '', resolveReason: '' }));
}

function isFresh({ request }: Observation): boolean {
  // Stryker disable next-line ConditionalExpression: a pending request is present; the compiler wants it said.
  return request.at === 'present' && request.fresh;
}

/** Lets the original plugin, should it take over, go on counting where we are. */
function countReviews(seen: Observation): Step | undefined {
  const reviewsCount = reviewsOf(seen).length;
  if (reviewsCount <= seen.record.reviewsCount) return undefined;
  return underClaim(seen, 'count', swap(seen, 'mark', { reviewsCount }));
}
