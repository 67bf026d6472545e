import { isEndTold } from '../../domain/ends-told.ts';
import { isClaimed } from '../../domain/plugin-data.ts';
import type { AccessRequest } from '../../domain/access-request.ts';
import type { Ticket, TicketRef } from '../../domain/ticket.ts';
import { settleMs } from '../../settings.ts';
import { adoptable, isOwn } from '../belonging.ts';
import { firstClaim, isMine, nextEpoch, swap } from '../claim.ts';
import type { Observation } from '../../knowing/observation.ts';
import { pendingRequest } from '../resolved.ts';
import { idle, type Proposal } from '../proposal.ts';

/** From no ticket to a recorded one: claim, create, record; and what follows when any of it went wrong. */
export function opening(seen: Observation): Proposal {
  if (!isClaimed(seen.record)) return unclaimed(seen);
  if (isMine(seen)) return underOwnClaim(seen);
  return afterSettling(seen);
}

function unclaimed(seen: Observation): Proposal {
  const request = pendingRequest(seen);
  if (request !== undefined) {
    return seen.settings.wantsTicket(request)
      ? { work: 'opening', step: firstClaim(seen, request) }
      : idle({ kind: 'rest', why: 'not-wanted' });
  }
  // A ticket whose record was lost is taken back under a claim while its request exists.
  if (seen.request.at === 'present') {
    if (adoptable(seen) === undefined) return rest;
    return { work: 'opening', step: firstClaim(seen, seen.request.request) };
  }
  return closeOrphan(seen);
}

/** Record and request are both gone: our own ticket is closed without a claim, which may safely happen twice. */
function closeOrphan(seen: Observation): Proposal {
  const orphan = seen.others.find((ticket) => isOwn(seen, ticket) && isLeftOpen(seen, ticket));
  if (orphan === undefined) {
    return idle({ kind: 'rest', why: seen.others.length > 0 ? 'unrecorded-ticket' : 'gone' });
  }
  return { work: 'orphan', step: { kind: 'move', ticketId: orphan.id, move: { to: 'expired' } } };
}

/** A ticket that shows its request's end carries the note of it; any other one that can be closed is. */
function isLeftOpen({ tracker }: Observation, ticket: Ticket): boolean {
  if (ticket.status === 'expired' || !ticket.reachable.includes('expired')) return false;
  return !isEndTold(ticket, tracker.selfId);
}

function underOwnClaim(seen: Observation): Proposal {
  const { claim, settings } = seen;
  if (claim.created !== undefined) return record(seen, claim.created, 'record');
  const found = adoptable(seen);
  if (found !== undefined) return record(seen, found, 'record');
  if (claim.createSpent) {
    return seen.record.claimPhase === 'creating'
      ? { work: 'opening', step: swap(seen, 'doubt', { claimPhase: 'unknown' }) }
      : afterSettling(seen);
  }
  // So said by a process that has forgotten it, or by this one before it did.
  if (seen.record.claimPhase === 'unknown') return afterSettling(seen);
  const request = pendingRequest(seen);
  if (request === undefined) return seen.record.claimEpoch > 1 ? afterSettling(seen) : endedUnopened(seen);
  if ((claim.sentMs ?? Number.POSITIVE_INFINITY) <= settings.sendWindowMs) return create(seen, request);
  // Much may have happened while the window passed.
  return { work: 'next-epoch', step: nextEpoch(seen, 'renew') };
}

/** The create of an earlier epoch may still show: wait it out, search, adopt what is found, take over if nothing is. */
function afterSettling(seen: Observation): Proposal {
  const { claim, settings } = seen;
  const settle = settleMs(settings);
  if (claim.watchedMs < settle)
    return idle({ kind: 'wait', ms: settle - claim.watchedMs, why: 'a create may still show' });
  if (claim.searchedAtMs === undefined || claim.searchedAtMs < settle)
    return idle({ kind: 'look', at: 'search' });
  const found = adoptable(seen);
  if (found !== undefined) return record(seen, found, 'adopt');
  if (pendingRequest(seen) === undefined) return endedUnopened(seen);
  return { work: 'next-epoch', step: nextEpoch(seen, 'take-over') };
}

function endedUnopened(seen: Observation): Proposal {
  const stillListed = seen.request.at === 'present' && seen.request.request.state === 'pending';
  if (!stillListed) return rest;
  const why = 'the request has run out and is about to go';
  return idle({ kind: 'wait', ms: seen.settings.intervalMs, why });
}

function create(seen: Observation, request: AccessRequest): Proposal {
  const { cluster, instance } = seen.settings;
  const expires = request.expires === undefined ? {} : { expires: request.expires };
  const origin = { cluster, instance, epoch: seen.record.claimEpoch, ...expires };
  return { work: 'opening', step: { kind: 'create', request, origin } };
}

function record(seen: Observation, ticket: TicketRef, purpose: 'record' | 'adopt'): Proposal {
  const taken =
    purpose === 'adopt'
      ? {
          claimOwner: seen.settings.owner,
          claimEpoch: seen.record.claimEpoch + 1,
          instance: seen.settings.instance,
        }
      : {};
  const step = swap(seen, purpose, {
    ...taken,
    ticketId: ticket.id,
    ticketKey: ticket.key,
    projectId: ticket.projectId,
    typeId: ticket.typeId,
    claimPhase: 'open',
  });
  return { work: 'opening', step };
}

const rest = idle({ kind: 'rest', why: 'never-opened' });
