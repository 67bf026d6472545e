import { noPluginData, type PluginData } from '../domain/plugin-data.ts';
import type { AccessRequest } from '../domain/access-request.ts';
import type { Observation } from './observation.ts';
import type { Step, SwapPurpose, SwapStep } from './step.ts';

/** True when this very process holds the claim. */
export function isMine(seen: Observation): boolean {
  return seen.record.claimOwner === seen.settings.owner;
}

/** The first claim. It expects every key, the original plugin's too, to be empty, and looks taken to the original. */
export function firstClaim(seen: Observation, request: AccessRequest): SwapStep {
  return {
    kind: 'swap',
    purpose: 'claim',
    expect: noPluginData,
    set: {
      user: request.user,
      roles: request.roles.join(','),
      created: Math.floor((request.created ?? 0) / 1000),
      requestReason: request.reason,
      claimOwner: seen.settings.owner,
      claimEpoch: 1,
      claimPhase: 'creating',
      instance: seen.settings.instance,
      expires: request.expires ?? 0,
    },
  };
}

/** The next epoch under this process's name; expects the owner and the epoch that were watched. */
export function nextEpoch(seen: Observation, purpose: 'renew' | 'take-over'): SwapStep {
  const { record, settings } = seen;
  const expires = seen.request.at === 'present' ? seen.request.request.expires : undefined;
  return swap(seen, purpose, {
    claimOwner: settings.owner,
    claimEpoch: record.claimEpoch + 1,
    claimPhase: record.ticketId === '' ? 'creating' : 'open',
    instance: settings.instance,
    ...(expires === undefined ? {} : { expires }),
  });
}

/** A later write: expects the claim, the ticket id, and the old value of everything that it sets. */
export function swap(seen: Observation, purpose: SwapPurpose, set: Partial<PluginData>): SwapStep {
  const { record } = seen;
  const old = Object.fromEntries(Object.keys(set).map((key) => [key, record[key as keyof PluginData]]));
  const { claimOwner, claimEpoch, ticketId } = record;
  return { kind: 'swap', purpose, expect: { ...old, claimOwner, claimEpoch, ticketId }, set };
}

/**
 * Does a step under the claim. Another process's claim is respected until its work has been seen undone for the
 * hand-over time; then the claim is taken over first.
 */
export function underClaim(seen: Observation, work: string, step: Step): Step {
  if (isMine(seen)) return step;
  const { record, due, settings } = seen;
  const key = `${record.claimOwner}/${record.claimEpoch}/${work}`;
  const waitedMs = due?.key === key ? due.forMs : 0;
  if (waitedMs >= settings.handoverMs) {
    // What was seen undone a while ago may be done by now.
    const stale = seen.ticket.at === 'present' && !seen.ticket.fresh;
    return stale ? { kind: 'look', at: 'everything' } : nextEpoch(seen, 'take-over');
  }
  return { kind: 'hold', due: key, ms: settings.handoverMs - waitedMs };
}
