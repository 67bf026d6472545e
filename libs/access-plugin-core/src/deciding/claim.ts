import { noPluginData, type PluginData } from '../domain/plugin-data.ts';
import type { AccessRequest } from '../domain/access-request.ts';
import { trustedAccounts } from './belonging.ts';
import type { Observation } from '../knowing/observation.ts';
import type { Proposal } from './proposal.ts';
import type { SwapPurpose, SwapStep } from './step.ts';

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

/** Names a piece of work that another process's claim holds up, so that the hand-over time counts for it alone. */
export function handoverKey({ record }: Observation, { work, of }: Proposal): string {
  const claim = `${record.claimOwner}/${record.claimEpoch}`;
  return of === undefined ? `${claim}/${work}` : `${claim}/${work}/${of}`;
}

/** For how long another process's claim must still be respected, in milliseconds. */
export function handoverLeftMs(seen: Observation, key: string): number {
  const { due, settings } = seen;
  if (isFree(seen)) return 0;
  return settings.handoverMs - (due?.key === key ? due.forMs : 0);
}

/** True when the holder cannot be at work. Only for a recorded ticket: before that a create may be in doubt. */
function isFree(seen: Observation): boolean {
  const { record } = seen;
  if (record.ticketId === '') return false;
  if (isReleased(record)) return true;
  return record.claimOwner === '' && isSilent(seen);
}

/** True when the holder of the claim gave it back when it stopped. */
export function isReleased({ claimEpoch, releasedEpoch }: PluginData): boolean {
  return releasedEpoch > 0 && releasedEpoch === claimEpoch;
}

/** True when the original plugin has written nothing to this ticket since this process started. */
function isSilent(seen: Observation): boolean {
  const { ticket, startedMs } = seen;
  if (ticket.at !== 'present') return false;
  const accounts = trustedAccounts(seen);
  const isTheirs = (id: string | undefined): boolean => id !== undefined && accounts.includes(id);
  const notes = ticket.ticket.notes.filter(({ authorId, key }) => key === undefined && isTheirs(authorId));
  const moves = ticket.ticket.statusChanges.filter(
    ({ author, mark }) => mark === undefined && isTheirs(author?.id),
  );
  return ![...notes.map(({ created }) => created), ...moves.map(({ at }) => at)].some(
    (at) => at >= startedMs,
  );
}
