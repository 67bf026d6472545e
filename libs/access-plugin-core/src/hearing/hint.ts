import type { AccessRequest } from '../domain/access-request.ts';

/**
 * "Look at this request." A hint is answered by reads that start after it, so it carries no ticket that was read before:
 * a merged hint would answer the newer cause with the older read.
 */
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
