import type { AccessRequest } from '../../../src/domain/access-request.ts';
import type { Account, StatusChange, Ticket } from '../../../src/domain/ticket.ts';
import { bot, users } from '../accounts.ts';
import type { Plan } from '../plan.ts';

/** What a card says, if anybody who may has said it. */
export interface Verdict {
  readonly to: 'approved' | 'denied';
  readonly by: Account;
  readonly change: StatusChange;
  /** The user whose account it is; absent where nobody's. */
  readonly user: string | undefined;
}

/** The rule of who decides, in one straight line, written for the judges alone. */
export function verdictOf(plan: Plan, request: AccessRequest, ticket: Ticket): Verdict | undefined {
  const mode = plan.settings.mode ?? 'override';
  if (mode === 'off') return undefined;
  const trusted = [bot.id, ...(plan.settings.trustedCreators ?? [])];
  if (ticket.creatorId === undefined || !trusted.includes(ticket.creatorId)) return undefined;
  if (ticket.requestId !== request.id) return undefined;
  if (ticket.projectId !== '10' || ticket.typeId !== '3') return undefined;
  if (ticket.contentChanges.some((change) => change.author?.id !== bot.id)) return undefined;
  const change = newestByPeople(ticket);
  if (ticket.undecidable === true || change?.renamedSince === true) return undefined;
  if (change === undefined || isAnswered(request, ticket, change)) return undefined;
  const { to, author } = change;
  if (to !== 'approved' && to !== 'denied') return undefined;
  if (author === undefined || !author.active) return undefined;
  if (author.id === bot.id && mode !== 'override') return undefined;
  if (author.kind !== 'human' && !(plan.settings.automationAccounts ?? []).includes(author.id))
    return undefined;
  if (to === 'approved' && request.kind === 'long-term') return undefined;
  const user = plan.hasDirectory ? users[author.id] : undefined;
  if (user === request.user || author.email === request.user) return undefined;
  if (mode !== 'override' && user === undefined) return undefined;
  return { to, by: author, change, user };
}

/** The newest change that is not the plugin's own: its account and its mark, both. */
export function newestByPeople(ticket: Ticket): StatusChange | undefined {
  return ticket.statusChanges
    .filter((change) => change.author?.id !== bot.id || change.mark === undefined)
    .toSorted((a, b) => b.id - a.id)[0];
}

/** A note, a move or a review of the plugin's own names the change. */
export function isAnswered(
  request: AccessRequest | undefined,
  ticket: Ticket,
  change: StatusChange,
): boolean {
  const note = ticket.notes.some((one) => one.authorId === bot.id && one.key === `answer:${change.id}`);
  const move = ticket.statusChanges.some(
    (one) => one.author?.id === bot.id && one.mark !== undefined && one.mark.answers === change.id,
  );
  const review = (request?.reviews ?? []).some(
    (one) =>
      (one.author === 'plugin' || one.submittedBy === 'plugin') &&
      one.reason.endsWith(`(${ticket.key}, change ${change.id})`),
  );
  // Whatever a move asked for was settled by an end that was told, or taken back, after it.
  const settled = ticket.notes.some(
    (one) =>
      one.authorId === bot.id && /^(resolution|reopened):/.test(one.key ?? '') && one.created >= change.at,
  );
  return note || move || review || settled;
}
