import { newestByPeople } from './verdict.ts';
import type { StatusMeaning } from '../../../src/domain/ticket.ts';
import { isUnknowable, requestCases, type Evidence, type RequestCase } from './evidence.ts';

/**
 * I5, and "decisions are carried over": at rest the card of a pending request stands at no decision, and that of an
 * ended one shows how it ended, where the board has such a column, with a note of the plugin that says so.
 */
export function cardsRestWhereTheyBelong(evidence: Evidence): readonly string[] {
  return requestCases(evidence).flatMap((one) => {
    const { ticket, requestId } = one;
    if (ticket === undefined || isUnknowable(evidence, one)) return [];
    const allowed = allowedStatuses(evidence, one);
    const wrong: string[] = [];
    // Where the board lacks the column the note alone says it.
    const movable = [...allowed].every(
      (status) => status === ticket.status || ticket.reachable.includes(status),
    );
    if (!allowed.has(ticket.status) && movable) {
      wrong.push(
        `the card ${ticket.id} of ${requestId} (${one.request?.state ?? `gone, was ${one.last.state}`}) rests at ` +
          `${ticket.status}`,
      );
    }
    const ended = one.request?.state !== 'pending' && 'claim_owner' in one.record;
    const noted = ticket.notes.some((note) => note.authorId === 'bot' && note.key?.startsWith('resolution:'));
    if (
      ended &&
      !noted &&
      !someNoteWasDeleted(evidence, ticket.id) &&
      (one.record['resolution'] ?? '') === ''
    ) {
      wrong.push(`no note on ${ticket.id} says how ${requestId} ended`);
    }
    return wrong;
  });
}

function allowedStatuses({ plan, settings }: Evidence, one: RequestCase): ReadonlySet<StatusMeaning> {
  const { request, last, goneAt, record } = one;
  if (request?.state === 'pending' && one.ticket !== undefined && newestByPeople(one.ticket) === undefined) {
    return new Set(['pending']);
  }
  if (request !== undefined) return endings(request.state);
  // The last word may have been spoken and gone again while nobody could hear it; then an earlier one may stand, or none.
  const expired: StatusMeaning = 'expired';
  const overheard = (goneAt ?? 0) < plan.calmAt + settings.maxBackoffMs + settings.intervalMs;
  const { resolution = '' } = record;
  // Set back to pending, and gone before anybody could see that.
  const mayStand = overheard && resolution === 'approved';
  if (last.state === 'pending') return new Set(mayStand ? [expired, 'approved'] : [expired]);
  const shown = endings(last.state);
  if (!overheard) return shown;
  if (resolution === 'approved' || resolution === 'promoted') return new Set([...shown, 'approved']);
  return resolution === 'denied' ? new Set([...shown, 'denied']) : new Set([...shown, expired]);
}

function endings(state: RequestCase['last']['state']): ReadonlySet<StatusMeaning> {
  switch (state) {
    case 'pending':
      return new Set(['pending', 'other']);
    case 'denied':
      return new Set(['denied']);
    case 'approved':
    case 'promoted':
      return new Set(['approved']);
  }
}

function someNoteWasDeleted({ history }: Evidence, ticketId: string): boolean {
  const counts = (history.tickets.get(ticketId) ?? []).map(({ value }) => value?.notes.length ?? 0);
  return counts.some((count, index) => count < (counts[index - 1] ?? 0));
}
