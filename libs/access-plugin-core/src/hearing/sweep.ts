import type { AccessRequest } from '../domain/access-request.ts';
import { BoundedMap } from '../domain/bounded-map.ts';
import { recordedTicketId } from '../knowing/memory.ts';
import type { PluginContext } from '../plugin-context.ts';
import type { Call } from '../ports/call.ts';
import type { TicketFilter, TicketSummary } from '../ports/tracker.ts';
import type { Hint } from './hint.ts';
import { isForeign } from './ticket-owner.ts';

/** What a sweep works with. */
export interface SweepTarget extends PluginContext {
  /** False when the hint was dropped because the queue is full. */
  readonly hint: (requestId: string, hint: Hint) => boolean;
}

/** What a sweep remembers from one round to the next. */
export interface SweepState {
  /** The last state of each recent ticket that was looked at, so that a finished one is looked at once. */
  readonly seen: BoundedMap<string, number>;
  /** Where the rotation of direct reads stands. */
  cursor: number;
  /** When the last sweep over tickets that got through began, on the monotonic clock. */
  sweptAt: number | undefined;
}

const seenCapacity = 10_000;
/** After a start, tickets that were changed within this time are looked at. */
const firstSweepMs = 24 * 3_600_000;

/** What a plugin knows before its first sweep. */
export function newSweepState(): SweepState {
  return { seen: new BoundedMap(seenCapacity), cursor: 0, sweptAt: undefined };
}

/** Lists pending requests, hints at every one that is not known to be in agreement, and at those no longer listed. */
export async function sweepRequests(target: SweepTarget, state: SweepState, call: Call): Promise<number> {
  const { ports, settings, known, hint } = target;
  const listed = new Set<string>();
  for await (const page of ports.requests.listPending(call)) {
    for (const request of page) {
      listed.add(request.id);
      if (!isKnownAsListed(target, request)) hint(request.id, { fresh: true });
    }
  }
  for (const requestId of known.ids()) if (!listed.has(requestId)) hint(requestId, { fresh: true });
  for (const requestId of nextInRotation([...listed], state, settings.directReadsPerSweep)) {
    hint(requestId, { fresh: true });
  }
  return listed.size;
}

/** Lists our tickets that changed lately and those in Pending. Search lags and may be stale: each is only a hint. */
export async function sweepTickets(target: SweepTarget, state: SweepState, call: Call): Promise<number> {
  const startedAt = target.ports.clock.monotonic();
  const filters: readonly TicketFilter[] = [
    { updatedWithinMs: windowOf(target, state) },
    { status: 'pending' },
  ];
  let count = 0;
  for (const filter of filters) {
    for await (const page of target.ports.tracker.list(filter, call)) {
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
  for await (const page of target.ports.tracker.list({ updatedWithinMs: windowOf(target, state) }, call)) {
    for (const summary of page) consider(target, state, summary);
    count += page.length;
  }
  return count;
}

/** Reaches back to the last sweep that got through, so that what happened during an outage is not missed. */
function windowOf({ ports, settings }: SweepTarget, { sweptAt }: SweepState): number {
  const { intervalMs, searchLagMs } = settings;
  return sweptAt === undefined ? firstSweepMs : ports.clock.monotonic() - sweptAt + intervalMs + searchLagMs;
}

function isKnownAsListed({ known, settings }: SweepTarget, request: AccessRequest): boolean {
  const memory = known.of(request.id);
  const last = memory.request?.value;
  return (
    last?.state === request.state &&
    last.reviews.length >= request.reviews.length &&
    (recordedTicketId(memory) !== '' || !settings.wantsTicket(request))
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

function consider({ settings, known, hint }: SweepTarget, state: SweepState, summary: TicketSummary): void {
  const { id, requestId, origin, updated } = summary;
  if (requestId === undefined || isForeign(origin, settings)) return;
  known.nameOwner(id, requestId);
  if (state.seen.get(id) === updated) return;
  if (hint(requestId, { fresh: true, tickets: [id] })) state.seen.set(id, updated);
}
