import type { AccessRequest } from '../domain/access-request.ts';
import type { Note, Ticket } from '../domain/ticket.ts';
import type { DeleteNoteStep, SwapStep } from '../deciding/step.ts';
import type { Fact } from './fact.ts';
import type { KnownRequest, Memory } from './memory.ts';

/** An outcome that stays unknown is settled by reading again: until the answer, nothing is known of the record. */
export function beforeSwap(memory: Memory, { set }: SwapStep, at: number): Memory {
  const { claimOwner, claimEpoch } = set;
  if (claimOwner === undefined || claimEpoch === undefined) return { ...memory, record: undefined };
  // An earlier write of the same epoch, its answer lost, may be the one that made the claim.
  const sent = memory.sent?.epoch === claimEpoch ? memory.sent : { epoch: claimEpoch, at };
  return { ...memory, record: undefined, sent };
}

/** A claim renewed for a create that goes on failing is no progress, so the failures go on counting. */
export function afterSwap(memory: Memory, { purpose, set }: SwapStep): Memory {
  const failures = purpose === 'renew' || purpose === 'doubt' ? memory.failures : 0;
  if (set.ticketId === undefined) return { ...memory, failures };
  return {
    ...memory,
    failures,
    created: undefined,
    searched: undefined,
    ticket: undefined,
    candidates: [],
    others: [],
  };
}

/** The note stands on the ticket as it is known; a later read shows it as the tracker has it. */
export function afterNote(memory: Memory, { step, by, wall }: Extract<Fact, { kind: 'noted' }>): Memory {
  const { key, paragraphs } = step.note;
  const note: Note = { id: '', authorId: by, key, text: paragraphs.join('\n'), created: wall, edited: false };
  const changed = changeTicket(memory, step.ticketId, (ticket) => ({
    ...ticket,
    notes: [...ticket.notes, note],
  }));
  return { ...changed, failures: 0 };
}

export function withoutNote(memory: Memory, { ticketId, noteId }: DeleteNoteStep): Memory {
  const changed = changeTicket(memory, ticketId, (ticket) => ({
    ...ticket,
    notes: ticket.notes.filter(({ id }) => id !== noteId),
  }));
  return { ...changed, failures: 0 };
}

/** Nothing is known of the ticket: after a move its history is longer by an entry whose number only a read can tell. */
export function withoutTicket(memory: Memory, ticketId: string): Memory {
  const { ticket } = memory;
  const isRecorded = ticket !== undefined && (ticket.value === 'gone' || ticket.value.id === ticketId);
  return {
    ...memory,
    ticket: isRecorded ? undefined : ticket,
    others: memory.others.filter(({ id }) => id !== ticketId),
  };
}

/** The request after an override, as far as it follows from the override itself. */
export function resolvedRequest(
  { request }: Memory,
  { step, at }: Extract<Fact, { kind: 'resolved' }>,
): KnownRequest | undefined {
  if (request === undefined) return undefined;
  const { to, reason } = step.change;
  return { value: { ...request.value, state: to, resolveReason: reason }, startedAt: undefined, toldAt: at };
}

/** The answer to a review holds the request; it is as fresh as the reads that the review rested on. */
export function afterReview(memory: Memory, request: AccessRequest): Memory {
  const startedAt = memory.request?.startedAt;
  return { ...memory, request: { value: request, startedAt }, stuck: undefined, failures: 0 };
}

function changeTicket(memory: Memory, ticketId: string, change: (ticket: Ticket) => Ticket): Memory {
  const { ticket, others } = memory;
  const isAnother = ticket === undefined || ticket.value === 'gone' || ticket.value.id !== ticketId;
  return {
    ...memory,
    ticket: isAnother ? ticket : { ...ticket, value: change(ticket.value) },
    others: others.map((other) => (other.id === ticketId ? change(other) : other)),
  };
}
