import type { AccessRequest } from '../domain/access-request.ts';
import type { Call } from '../ports/call.ts';
import type { TicketFilter, TicketSummary } from '../ports/tracker.ts';
import type { Board } from './board.ts';
import type { Hint } from './hint.ts';
import { isForeign } from './own-tickets.ts';

/** What a sweep needs beside the board. */
export interface SweepTarget {
  readonly board: Board;
  /** False when the hint was dropped because the queue is full. */
  readonly hint: (requestId: string, hint: Hint) => boolean;
}

/** What a sweep remembers from one round to the next. */
export interface SweepState {
  /** The last state of each recent ticket that was looked at, so that a finished one is looked at once. */
  readonly seen: Map<string, number>;
  /** Where the rotation of direct reads stands. */
  cursor: number;
  /** When the last sweep over tickets that got through began, on the monotonic clock. */
  sweptAt: number | undefined;
}

const seenCapacity = 10_000;
/** After a start, tickets that were changed within this time are looked at. */
const firstSweepMs = 24 * 3_600_000;

/** Lists pending requests, hints at every one that is not known to be in agreement, and at those no longer listed. */
export async function sweepRequests(
  { board, hint }: SweepTarget,
  state: SweepState,
  call: Call,
): Promise<number> {
  const listed = new Set<string>();
  for await (const page of board.ports.requests.listPending(call)) {
    for (const request of page) {
      listed.add(request.id);
      if (!isKnownAsListed(board, request)) hint(request.id, { fresh: true });
    }
  }
  for (const requestId of board.requestIds()) if (!listed.has(requestId)) hint(requestId, { fresh: true });
  for (const requestId of nextInRotation([...listed], state, board.settings.directReadsPerSweep)) {
    hint(requestId, { fresh: true });
  }
  return listed.size;
}

/** Lists our tickets that changed lately and those in Pending. Search lags and may be stale: each is only a hint. */
export async function sweepTickets(target: SweepTarget, state: SweepState, call: Call): Promise<number> {
  const startedAt = target.board.ports.clock.monotonic();
  const filters: readonly TicketFilter[] = [
    { updatedWithinMs: windowOf(target, state) },
    { status: 'pending' },
  ];
  let count = 0;
  for (const filter of filters) {
    for await (const page of target.board.ports.tracker.list(filter, call)) {
      for (const summary of page) consider(target, state, summary);
      count += page.length;
    }
  }
  state.sweptAt = startedAt;
  return count;
}

/** Lists only our tickets that changed lately: finds moves of tickets that are hinted at and not known, in a flood of such hints. */
export async function sweepChanged(target: SweepTarget, state: SweepState, call: Call): Promise<number> {
  let count = 0;
  for await (const page of target.board.ports.tracker.list(
    { updatedWithinMs: windowOf(target, state) },
    call,
  )) {
    for (const summary of page) consider(target, state, summary);
    count += page.length;
  }
  return count;
}

/** Reaches back to the last sweep that got through, so that what happened during an outage is not missed. */
function windowOf({ board }: SweepTarget, { sweptAt }: SweepState): number {
  const { intervalMs, searchLagMs } = board.settings;
  return sweptAt === undefined
    ? firstSweepMs
    : board.ports.clock.monotonic() - sweptAt + intervalMs + searchLagMs;
}

function isKnownAsListed(board: Board, request: AccessRequest): boolean {
  const memory = board.known(request.id);
  const known = memory?.request?.value;
  return (
    known?.state === request.state &&
    known.reviews.length >= request.reviews.length &&
    ((memory?.record?.value.ticketId ?? '') !== '' || !board.settings.wantsTicket(request))
  );
}

function nextInRotation(ids: readonly string[], state: SweepState, count: number): readonly string[] {
  if (ids.length === 0) return [];
  const from = state.cursor % ids.length;
  state.cursor = from + count;
  return [...ids.slice(from, from + count), ...ids.slice(0, Math.max(0, from + count - ids.length))].slice(
    0,
    ids.length,
  );
}

function consider({ board, hint }: SweepTarget, state: SweepState, summary: TicketSummary): void {
  const { id, requestId, origin, updated } = summary;
  if (requestId === undefined || isForeign(origin, board.settings)) return;
  board.learn(id, requestId);
  if (state.seen.get(id) === updated) return;
  if (hint(requestId, { fresh: true, tickets: [id] })) remember(state, id, updated);
}

function remember(state: SweepState, id: string, updated: number): void {
  state.seen.delete(id);
  state.seen.set(id, updated);
  const oldest = state.seen.keys().next();
  if (state.seen.size > seenCapacity && oldest.done !== true) state.seen.delete(oldest.value);
}
