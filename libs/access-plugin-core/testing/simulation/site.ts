import type { BoardTicket } from '../in-memory/board.ts';
import type { Plan } from './plan.ts';

/** Virtual time zero, in milliseconds since the epoch. */
export const worldStart = 1_780_000_000_000;

/**
 * A ticket as the tracker shows it at a moment of virtual time. Once the columns were renamed, earlier moves into a
 * column that decides name it otherwise; while the board lacks such a column, the ticket says so.
 */
export function asShown(plan: Plan, ticket: BoardTicket, at: number): BoardTicket {
  const renamed = at >= plan.columnsRenamedAt;
  const incomplete = isIncomplete(plan, at);
  if (!renamed && !incomplete) return ticket;
  const statusChanges = !renamed
    ? ticket.statusChanges
    : ticket.statusChanges.map((change) =>
        change.at - worldStart < plan.columnsRenamedAt && (change.to === 'approved' || change.to === 'denied')
          ? { ...change, renamedSince: true as const }
          : change,
      );
  return { ...ticket, statusChanges, ...(incomplete ? { undecidable: true as const } : {}) };
}

function isIncomplete({ windows }: Plan, at: number): boolean {
  return windows.some(({ what, from, to }) => what === 'board-incomplete' && from <= at && at < to);
}
