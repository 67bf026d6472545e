import { waitingKey } from '../domain/note-key.ts';
import type { StatusMeaning } from '../domain/ticket.ts';
import { withoutTicket } from './after-write.ts';
import type { Deed, Failure } from './fact.ts';
import { withLackingRight } from './lacking-right.ts';
import type { Memory } from './memory.ts';

/** What is known once a step has failed: what it may have changed is known no more, so that a look comes first. */
export function afterFailure(memory: Memory, failure: Failure, at: number): Memory {
  const { step, code, outcome } = failure;
  // A search that a deadline cut short goes on: it has not failed.
  if (step.kind === 'look' && code === 'unfinished') return memory;
  const counted: Memory = { ...memory, failures: memory.failures + 1 };
  switch (step.kind) {
    case 'look':
      return counted;
    case 'identify':
      return stuckAt(counted, failure, at);
    case 'swap':
      return { ...counted, record: undefined, request: code === 'not-found' ? undefined : counted.request };
    case 'create':
      return outcome === 'unknown' ? { ...counted, spentEpoch: step.origin.epoch } : counted;
    case 'note':
    case 'delete-note':
    case 'move':
      return afterUnwritten(counted, failure, at);
    case 'resolve':
    case 'review':
      return afterUndecided(counted, failure, at);
  }
}

function afterUnwritten(memory: Memory, { step, code, message }: Failure, at: number): Memory {
  if (!('ticketId' in step)) return memory;
  const from = statusOf(memory, step.ticketId);
  // The recorded ticket is looked at again too: the failure may be about both.
  const forgotten: Memory = { ...withoutTicket(memory, step.ticketId), ticket: undefined };
  if (step.kind === 'move' && code === 'refused' && from !== undefined) {
    const way = { ticketId: step.ticketId, from, to: step.move.to, why: message, at };
    return { ...forgotten, closedWays: [...forgotten.closedWays, way] };
  }
  return isWaitingNote(memory, step) && memory.stuck !== undefined
    ? { ...forgotten, stuck: { ...memory.stuck, since: at } }
    : forgotten;
}

/** True for the note that says why a decision waits. Its failure must not keep the decision waiting. */
export function isWaitingNote({ stuck }: Memory, step: Deed): boolean {
  return step.kind === 'note' && stuck !== undefined && step.note.key === waitingKey(stuck.change);
}

function statusOf({ ticket, others }: Memory, ticketId: string): StatusMeaning | undefined {
  const recorded = ticket === undefined || ticket.value === 'gone' ? [] : [ticket.value];
  return [...others, ...recorded].find(({ id }) => id === ticketId)?.status;
}

/** What is known of the request is no longer good enough to decide on. */
function afterUndecided(memory: Memory, failure: Failure, at: number): Memory {
  const { request } = memory;
  const old: Memory = {
    ...memory,
    request: request === undefined ? undefined : { value: request.value, startedAt: undefined },
  };
  const { step, code, message } = failure;
  if ((code === 'refused' || code === 'already-exists') && 'answers' in step) {
    return { ...old, refusal: { change: step.answers, message }, lacking: undefined };
  }
  return stuckAt(old, failure, at);
}

function stuckAt(memory: Memory, failure: Failure, at: number): Memory {
  const { step, code, message } = failure;
  const change = changeOf(step);
  if (change === undefined) return memory;
  if (code === 'not-permitted') return withLackingRight(memory, failure, { change, now: at });
  const since = memory.stuck?.change === change ? memory.stuck.since : at;
  return { ...memory, stuck: { change, since, message } };
}

function changeOf(step: Deed): number | undefined {
  if (step.kind === 'identify') return step.change;
  return step.kind === 'resolve' || step.kind === 'review' ? step.answers : undefined;
}
