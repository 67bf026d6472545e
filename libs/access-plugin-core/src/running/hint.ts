import type { AccessRequest } from '../domain/access-request.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Read } from './memory.ts';

/** "Look at this request." What it carries beside is at most the observation it came from; no decision rests on it. */
export interface Hint {
  /** Read both sides afresh, whatever is remembered. */
  readonly fresh: boolean;
  /** The request as the stream of its own system just gave it. */
  readonly put?: AccessRequest;
  /** When the stream gave it, on the monotonic clock: after a standstill it is old news. */
  readonly toldAt?: number;
  readonly deleted?: boolean;
  /** Tickets said to name this request. */
  readonly tickets?: readonly string[];
  /** A ticket that was just read to find out whose it is. */
  readonly read?: Read<Ticket>;
}

/** One look serves both. */
export function mergeHints(older: Hint, newer: Hint): Hint {
  const ids = [...new Set([...(older.tickets ?? []), ...(newer.tickets ?? [])])];
  const tickets = ids.length === 0 ? {} : { tickets: ids };
  return {
    ...older,
    ...newer,
    fresh: older.fresh || newer.fresh,
    deleted: (older.deleted ?? false) || (newer.deleted ?? false),
    ...tickets,
  };
}
