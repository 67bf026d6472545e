import type { Call } from '../ports/call.ts';
import { decodePluginData } from '../plugin-data/codec.ts';
import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { Ticket } from '../domain/ticket.ts';
import { claimName, rememberRecord, type Memory, type Read } from './memory.ts';
import type { View } from './observe.ts';

/** Absences closer together than this count as one. */
const absenceApartMs = 30_000;

/** How far the clocks of the two systems may be apart: a ticket may seem older than its request. */
const clocksApartMs = 3_600_000;

/** Reads request, record and ticket side by side, then the other tickets that were said to name the request. */
export async function lookAtEverything(view: View, call: Call): Promise<void> {
  const { memory } = view;
  const recorded = memory.record?.value.ticketId;
  const guess = recorded ?? [...memory.candidates].at(-1) ?? '';
  // Nothing is remembered before all have answered: an answer that outlives a failed look must not come as news later.
  const [request, record, ticket] = await allOf(
    fetchRequest(view, call),
    fetchRecord(view, call),
    // A guess that cannot be read must not fail the look: the record may name another ticket.
    recorded === undefined ? fetchTicket(view, guess, call).catch(unread) : fetchTicket(view, guess, call),
  );
  rememberRequest(view, request);
  rememberRecord(memory, record.value, { startedAt: record.startedAt, now: view.ports.clock.monotonic() });
  if (ticket !== undefined) memory.ticket = ticket;
  const { ticketId } = record.value;
  if (ticketId === '' || (ticketId !== guess && isDueForCertain(memory))) memory.ticket = undefined;
  else if (ticketId !== guess || ticket === undefined) await lookAtTicket(view, call);
  setCreatedAside(view, ticketId);
  memory.candidates.delete(ticketId);
  memory.others = await readOthers(view, call);
}

function unread(): undefined {}

/** Waits for all, whatever becomes of each; then gives the answers, or throws the first failure. */
async function allOf<A, B, C>(a: Promise<A>, b: Promise<B>, c: Promise<C>): Promise<[A, B, C]> {
  await Promise.allSettled([a, b, c]);
  return Promise.all([a, b, c]);
}

/** A ticket that this process created while another one was recorded is an extra. */
function setCreatedAside({ memory }: View, recordedId: string): void {
  const { created } = memory;
  if (created === undefined || recordedId === '') return;
  memory.created = undefined;
  memory.candidates.add(created.id);
}

/**
 * Work is due whatever the ticket shows: it is left unread, because a claim that has to be taken over for the work can
 * be taken over while it is being read.
 */
function isDueForCertain({ request, record, candidates }: Memory): boolean {
  if (request === undefined || record === undefined || candidates.size > 0) return false;
  const { state, reviews } = request.value;
  const { resolution, reviewsCount } = record.value;
  return state === 'pending' ? reviews.length > reviewsCount : resolution === '';
}

/** Reads the recorded ticket alone. */
export async function lookAtTicket(view: View, call: Call): Promise<void> {
  const ticket = await fetchTicket(view, view.memory.record?.value.ticketId ?? '', call);
  if (ticket !== undefined) view.memory.ticket = ticket;
}

/** Searches for tickets that an earlier create may have left, and reads what it finds, then the request and the record. */
export async function lookBySearch(view: View, call: Call): Promise<void> {
  const { memory, ports, requestId } = view;
  const record = memory.record?.value;
  if (record === undefined) return;
  const claim = claimName(record);
  const watchedMs = memory.watched?.claim === claim ? ports.clock.monotonic() - memory.watched.at : 0;
  const sinceMs = Math.max(0, record.created * 1000 - clocksApartMs);
  const found = await ports.tracker.find({ requestId, sinceMs, walk: claim }, call);
  for (const id of found) memory.candidates.add(id);
  memory.searched = { claim, watchedMs };
  await lookAtEverything(view, call);
}

interface Fetched<T> extends Read<T> {
  readonly startedAt: number;
}

async function fetchRecord({ ports, requestId }: View, call: Call): Promise<Fetched<PluginData>> {
  const startedAt = ports.clock.monotonic();
  return { value: decodePluginData(await ports.pluginData.read(requestId, call)), startedAt };
}

async function fetchRequest(
  { ports, requestId }: View,
  call: Call,
): Promise<Fetched<AccessRequest | undefined>> {
  const startedAt = ports.clock.monotonic();
  return { value: await ports.requests.get(requestId, call), startedAt };
}

function rememberRequest({ memory }: View, { value, startedAt }: Fetched<AccessRequest | undefined>): void {
  if (value !== undefined) {
    memory.request = { value, startedAt };
    memory.absent = undefined;
    memory.deletedSeen = false;
    return;
  }
  memory.request = undefined;
  const { absent } = memory;
  if (absent === undefined) memory.absent = { count: 1, since: startedAt, last: startedAt };
  else if (startedAt - absent.last >= absenceApartMs) {
    memory.absent = { ...absent, count: absent.count + 1, last: startedAt };
  }
}

async function fetchTicket(
  view: View,
  ticketId: string,
  call: Call,
): Promise<Read<Ticket | 'gone'> | undefined> {
  const { ports } = view;
  if (ticketId === '') return undefined;
  const startedAt = ports.clock.monotonic();
  const reading = await ports.tracker.read(ticketId, call);
  return { value: reading.at === 'gone' ? 'gone' : reading.ticket, startedAt };
}

/**
 * One that cannot be read now must not keep the recorded ticket from being looked after: it stays a candidate. While none
 * is recorded it may be the one to adopt, and opening another one beside it would be an extra: then the look fails.
 */
async function readOthers({ memory, ports }: View, call: Call): Promise<readonly Ticket[]> {
  const ids = [...memory.candidates];
  const reads = ids.map((id) => ports.tracker.read(id, call));
  const readings = await Promise.allSettled(reads);
  if (memory.record?.value.ticketId === '') await Promise.all(reads);
  return readings.flatMap((reading, index) => {
    if (reading.status === 'rejected') return [];
    if (reading.value.at === 'present') return [reading.value.ticket];
    memory.candidates.delete(ids[index] ?? '');
    return [];
  });
}
