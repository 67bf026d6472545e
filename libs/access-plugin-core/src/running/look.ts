import type { Call } from '../ports/call.ts';
import { decodePluginData } from '../plugin-data/codec.ts';
import type { Ticket } from '../domain/ticket.ts';
import { claimName, rememberRecord, type Memory } from './memory.ts';
import type { View } from './observe.ts';

/** Absences closer together than this count as one. */
const absenceApartMs = 30_000;

/** How far the clocks of the two systems may be apart: a ticket may seem older than its request. */
const clocksApartMs = 3_600_000;

/** Reads request, record and ticket side by side, then the other tickets that were said to name the request. */
export async function lookAtEverything(view: View, call: Call): Promise<void> {
  const { memory } = view;
  const guess = memory.record?.value.ticketId ?? '';
  await Promise.all([readRequest(view, call), readRecord(view, call), readTicket(view, guess, call)]);
  const ticketId = memory.record?.value.ticketId ?? '';
  if (ticketId === '' || (ticketId !== guess && isDueForCertain(memory))) memory.ticket = undefined;
  else if (ticketId !== guess) await readTicket(view, ticketId, call);
  setCreatedAside(view, ticketId);
  memory.candidates.delete(ticketId);
  memory.others = await readOthers(view, call);
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
  await readTicket(view, view.memory.record?.value.ticketId ?? '', call);
}

/** Searches for tickets that an earlier create may have left, and reads what it finds, then the request and the record. */
export async function lookBySearch(view: View, call: Call): Promise<void> {
  const { memory, ports, requestId } = view;
  const record = memory.record?.value;
  if (record === undefined) return;
  const claim = claimName(record);
  const watchedMs = memory.watched?.claim === claim ? ports.clock.monotonic() - memory.watched.at : 0;
  const sinceMs = Math.max(0, record.created * 1000 - clocksApartMs);
  const found = await ports.tracker.find({ requestId, sinceMs }, call);
  for (const id of found) memory.candidates.add(id);
  memory.searched = { claim, watchedMs };
  await lookAtEverything(view, call);
}

/** Reads the record alone. */
export async function readRecord({ memory, ports, requestId }: View, call: Call): Promise<void> {
  const startedAt = ports.clock.monotonic();
  const fields = await ports.pluginData.read(requestId, call);
  rememberRecord(memory, decodePluginData(fields), { startedAt, now: ports.clock.monotonic() });
}

async function readRequest({ memory, ports, requestId }: View, call: Call): Promise<void> {
  const startedAt = ports.clock.monotonic();
  const request = await ports.requests.get(requestId, call);
  if (request !== undefined) {
    memory.request = { value: request, startedAt };
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

async function readTicket({ memory, ports, settings }: View, ticketId: string, call: Call): Promise<void> {
  if (ticketId === '') return;
  const startedAt = ports.clock.monotonic();
  const { ticket } = memory;
  const known = ticket?.startedAt !== undefined && ticket.value !== 'gone' && ticket.value.id === ticketId;
  // A ticket that was read a moment ago to find out whose it is need not be read twice.
  if (known && memory.prefetched && startedAt - (ticket.startedAt ?? 0) <= settings.decisionWindowMs / 2) {
    memory.prefetched = false;
    return;
  }
  const reading = await ports.tracker.read(ticketId, call);
  memory.ticket = { value: reading.at === 'gone' ? 'gone' : reading.ticket, startedAt };
}

async function readOthers({ memory, ports }: View, call: Call): Promise<readonly Ticket[]> {
  const readings = await Promise.all([...memory.candidates].map((id) => ports.tracker.read(id, call)));
  return readings.flatMap((reading) => (reading.at === 'present' ? [reading.ticket] : []));
}
