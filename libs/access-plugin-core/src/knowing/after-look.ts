import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { Fetched, Look } from './fact.ts';
import { claimName, otherTicketIds, type Memory } from './memory.ts';

/** Absences closer together than this count as one. */
const absenceApartMs = 30_000;

/** What is known once request, record and tickets were read. */
export function afterLook(memory: Memory, look: Look, at: number): Memory {
  const { ticketId } = look.record.value;
  return {
    ...withRecord(withRequest(memory, look.request), look.record, at),
    ticket: look.ticket,
    pendingAgain: pendingAgain(memory, look),
    created: ticketId === '' ? memory.created : undefined,
    candidates: otherTicketIds(memory, ticketId).filter((id) => !look.gone.includes(id)),
    others: look.others,
  };
}

/** One read alone may be older than the end. */
function pendingAgain(memory: Memory, { request, endTold }: Look): Memory['pendingAgain'] {
  if (request.value?.state !== 'pending' || !endTold) return undefined;
  return { since: memory.pendingAgain?.since ?? request.startedAt, last: request.startedAt };
}

/** The record as it is now; a claim not seen before is watched from now on. */
export function withRecord(memory: Memory, record: Fetched<PluginData>, at: number): Memory {
  const claim = claimName(record.value);
  const watched = memory.watched?.claim === claim ? memory.watched : { claim, at };
  return { ...memory, record, watched };
}

/** The request as the answer holds it; an answer without it is counted, because absence alone is no fact. */
function withRequest(memory: Memory, { value, startedAt }: Fetched<AccessRequest | undefined>): Memory {
  if (value !== undefined) {
    return { ...memory, request: { value, startedAt }, absent: undefined, deletedSeen: false };
  }
  return { ...memory, request: undefined, absent: counted(memory.absent, startedAt) };
}

function counted(absent: Memory['absent'], at: number): Memory['absent'] {
  if (absent === undefined) return { count: 1, since: at, last: at };
  return at - absent.last < absenceApartMs ? absent : { ...absent, count: absent.count + 1, last: at };
}
