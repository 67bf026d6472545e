import type { Account } from '../../src/domain/ticket.ts';
import type { Call } from '../../src/ports/call.ts';
import type { TicketFilter, TicketSummary, Tracker } from '../../src/ports/tracker.ts';
import type { Board, BoardTicket } from './board.ts';
import { ensureWanted, refusal } from './refuse.ts';

/** A tracker in memory. */
export interface InMemoryTracker extends Tracker {
  /** What happens when its token dies: every call is refused as `unauthorized` until the token is valid again. */
  setTokenValid(valid: boolean): void;
}

/** How a tracker in memory stands to its board. */
export interface InMemoryTrackerOptions {
  /** The plugin's own account. */
  readonly account: Account;
  /** The instance that its moves name. */
  readonly instance: string;
  /** Other accounts whose tickets count as its own. Default: none. */
  readonly trustedCreators?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Serves a board as the core's port. Search does not lag, and nothing fails by itself. */
export function createInMemoryTracker(board: Board, options: InMemoryTrackerOptions): InMemoryTracker {
  const { account, instance, now } = options;
  const ours = new Set([account.id, ...(options.trustedCreators ?? [])]);
  let tokenValid = true;
  const enter = (call: Call): void => {
    ensureWanted(call);
    if (!tokenValid)
      throw refusal('unauthorized', 'The tracker does not accept the token any more: renew it.');
  };
  const isOurs = (ticket: BoardTicket): boolean =>
    ticket.creatorId !== undefined && ours.has(ticket.creatorId);

  async function* list(filter: TicketFilter, call: Call): AsyncGenerator<readonly TicketSummary[]> {
    enter(call);
    await Promise.resolve();
    yield [...board.tickets.values()]
      .filter((ticket) => isOurs(ticket) && matches(ticket, filter, now()))
      .map(summaryOf);
  }

  return {
    name: 'memory',
    selfId: account.id,
    setTokenValid: (valid) => {
      tokenValid = valid;
    },
    create: async ({ request, origin }, call) => {
      enter(call);
      call.beforeSend();
      const { id, key, projectId, typeId } = board.create({ requestId: request.id, origin, by: account });
      return { id, key, projectId, typeId };
    },
    find: async ({ requestId, sinceMs }, call) => {
      enter(call);
      return [...board.tickets.values()]
        .filter((ticket) => isOurs(ticket) && ticket.requestId === requestId && ticket.created >= sinceMs)
        .map((ticket) => ticket.id);
    },
    list,
    read: async (ticketId, call) => {
      enter(call);
      const ticket = board.tickets.get(ticketId);
      return ticket === undefined ? { at: 'gone' } : { at: 'present', ticket };
    },
    addNote: async (ticketId, { key, paragraphs }, call) => {
      enter(call);
      board.addNote(ticketId, { by: account, key, text: [...paragraphs, key].join('\n\n') });
    },
    deleteNote: async (ticketId, noteId, call) => {
      enter(call);
      board.deleteNote(ticketId, noteId);
    },
    move: async (ticketId, { to, answers }, call) => {
      enter(call);
      const mark = answers === undefined ? { instance } : { instance, answers };
      board.move(ticketId, { by: account, to, mark });
    },
  };
}

/** Whether a sweep with this filter sees the ticket. */
export function matches(ticket: BoardTicket, filter: TicketFilter, now: number): boolean {
  return 'status' in filter
    ? ticket.status === filter.status
    : now - ticket.updated <= filter.updatedWithinMs;
}

/** A ticket as a search shows it. */
export function summaryOf(ticket: BoardTicket): TicketSummary {
  return {
    id: ticket.id,
    status: ticket.status,
    updated: ticket.updated,
    ...(ticket.requestId === undefined ? {} : { requestId: ticket.requestId }),
    ...(ticket.origin === undefined ? {} : { origin: ticket.origin }),
  };
}
