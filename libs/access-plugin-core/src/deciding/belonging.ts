import { extraKey } from '../domain/note-key.ts';
import { hasNote } from '../domain/status-history.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Observation } from '../knowing/observation.ts';

/** True when our account, or one that the operator trusts, created the ticket. Labels and properties prove nothing. */
export function isTrusted(seen: Observation, ticket: Ticket): boolean {
  return trustedAccounts(seen).some((id) => id === ticket.creatorId);
}

/** True when the ticket says that this cluster and instance opened it for this request. */
export function isOwn(seen: Observation, ticket: Ticket): boolean {
  const { cluster, instance } = seen.settings;
  return (
    isTrusted(seen, ticket) &&
    ticket.requestId === seen.requestId &&
    ticket.origin?.cluster === cluster &&
    ticket.origin.instance === instance
  );
}

/** True when the original plugin, or somebody with its account, opened the ticket for this request. */
export function isBare(seen: Observation, ticket: Ticket): boolean {
  return isTrusted(seen, ticket) && ticket.requestId === seen.requestId && ticket.origin === undefined;
}

/** Our own account and those that count as ours. */
export function trustedAccounts(seen: Observation): readonly string[] {
  return [seen.tracker.selfId, ...seen.settings.trustedCreators];
}

/** The ticket to adopt: the lowest id that carries no note of ours calling it an extra. */
export function adoptable(seen: Observation): Ticket | undefined {
  return seen.others
    .filter((ticket) => isOwn(seen, ticket) || isBare(seen, ticket))
    .filter((ticket) => !hasNote(ticket, extraKey, seen.tracker.selfId))
    .toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))[0];
}
