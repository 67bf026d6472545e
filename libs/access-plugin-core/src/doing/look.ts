import type { AccessRequest } from '../domain/access-request.ts';
import { isEndTold } from '../domain/ends-told.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Fact, Fetched, Look } from '../knowing/fact.ts';
import { evolve } from '../knowing/evolve.ts';
import { claimName, otherTicketIds, recordedTicketId, type Memory } from '../knowing/memory.ts';
import type { Call } from '../ports/call.ts';
import { decodePluginData } from './plugin-data-codec.ts';
import { memoryAt, type RequestContext } from './request-context.ts';

/** How far the clocks of the two systems may be apart: a ticket may seem older than its request. */
const clocksApartMs = 3_600_000;

/** Reads request, record and ticket side by side, then the other tickets that were said to name the request. */
export async function lookAtEverything(context: RequestContext, call: Call): Promise<Fact> {
  const look = await readEverything(context, memoryAt(context), call);
  return { kind: 'looked', look, at: context.ports.clock.monotonic() };
}

async function readEverything(context: RequestContext, memory: Memory, call: Call): Promise<Look> {
  const { record: known, candidates } = memory;
  // Before the record is known, the ticket that was named last is likely the recorded one, and saves a round trip.
  const guess = known?.value.ticketId ?? candidates.at(-1) ?? '';
  const [request, record, ticket] = await allOf(
    fetchRequest(context, call),
    fetchRecord(context, call),
    // A guess that cannot be read must not fail the look: the record may name another ticket.
    known === undefined ? fetchTicket(context, guess, call).catch(unread) : fetchTicket(context, guess, call),
  );
  const { ticketId } = record.value;
  const isRead = ticketId === guess && ticket !== undefined;
  const recorded = isRead
    ? ticket
    : ticketId !== guess && isDue(memory, request.value, record.value)
      ? undefined
      : await fetchTicket(context, ticketId, call);
  const others = { ids: otherTicketIds(memory, ticketId), mustRead: ticketId === '' };
  const isTold =
    recorded !== undefined &&
    recorded.value !== 'gone' &&
    isEndTold(recorded.value, context.ports.tracker.selfId);
  const endTold = isTold || record.value.resolution !== '';
  return { request, record, ticket: recorded, endTold, ...(await readOthers(context, others, call)) };
}

function unread(): undefined {}

/** Waits for all, whatever becomes of each; then gives the answers, or throws the first failure. */
async function allOf<A, B, C>(a: Promise<A>, b: Promise<B>, c: Promise<C>): Promise<[A, B, C]> {
  await Promise.allSettled([a, b, c]);
  return Promise.all([a, b, c]);
}

/**
 * Work is due whatever the ticket shows: it is left unread, because a claim that has to be taken over for the work can
 * be taken over while it is being read.
 */
function isDue(
  { candidates, created }: Memory,
  request: AccessRequest | undefined,
  record: PluginData,
): boolean {
  if (request === undefined || candidates.length > 0 || created !== undefined) return false;
  return request.state === 'pending'
    ? request.reviews.length > record.reviewsCount
    : record.resolution === '';
}

/** Reads the recorded ticket alone. Absent when no ticket is recorded. */
export async function lookAtTicket(context: RequestContext, call: Call): Promise<Fact | undefined> {
  const ticket = await fetchTicket(context, recordedTicketId(memoryAt(context)), call);
  return ticket === undefined ? undefined : { kind: 'read', ticket };
}

/** Searches for tickets that an earlier create may have left, then reads everything, what it found included. */
export async function lookBySearch(context: RequestContext, call: Call): Promise<Fact | undefined> {
  const { ports, requestId } = context;
  const memory = memoryAt(context);
  const { record, watched } = memory;
  if (record === undefined) return undefined;
  const claim = claimName(record.value);
  const watchedMs = watched?.claim === claim ? ports.clock.monotonic() - watched.at : 0;
  const sinceMs = Math.max(0, record.value.created * 1000 - clocksApartMs);
  const found = await ports.tracker.find({ requestId, sinceMs, walk: claim }, call);
  const look = await readEverything(context, evolve(memory, { kind: 'named', ticketIds: found }), call);
  return { kind: 'searched', found, claim, watchedMs, look, at: ports.clock.monotonic() };
}

async function fetchRecord({ ports, requestId }: RequestContext, call: Call): Promise<Fetched<PluginData>> {
  const startedAt = ports.clock.monotonic();
  return { value: decodePluginData(await ports.pluginData.read(requestId, call)), startedAt };
}

async function fetchRequest(
  { ports, requestId }: RequestContext,
  call: Call,
): Promise<Fetched<AccessRequest | undefined>> {
  const startedAt = ports.clock.monotonic();
  return { value: await ports.requests.get(requestId, call), startedAt };
}

async function fetchTicket(
  { ports }: RequestContext,
  ticketId: string,
  call: Call,
): Promise<Fetched<Ticket | 'gone'> | undefined> {
  if (ticketId === '') return undefined;
  const startedAt = ports.clock.monotonic();
  const reading = await ports.tracker.read(ticketId, call);
  return { value: reading.at === 'gone' ? 'gone' : reading.ticket, startedAt };
}

/**
 * One that cannot be read now must not keep the recorded ticket from being looked after: it stays a candidate. While none
 * is recorded it may be the one to adopt, and to open another one beside it would make an extra: then the look fails.
 */
async function readOthers(
  { ports }: RequestContext,
  { ids, mustRead }: { readonly ids: readonly string[]; readonly mustRead: boolean },
  call: Call,
): Promise<Pick<Look, 'others' | 'gone'>> {
  const reads = ids.map(async (id) => ({ id, ...(await ports.tracker.read(id, call)) }));
  const settled = await Promise.allSettled(reads);
  if (mustRead) await Promise.all(reads);
  const readings = settled.flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []));
  return {
    others: readings.flatMap((reading) => (reading.at === 'present' ? [reading.ticket] : [])),
    gone: readings.flatMap((reading) => (reading.at === 'gone' ? [reading.id] : [])),
  };
}
