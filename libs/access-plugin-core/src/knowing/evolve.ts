import { unreachable } from '../domain/unreachable.ts';
import { afterFailure } from './after-failure.ts';
import { afterLook, withRecord } from './after-look.ts';
import {
  afterNote,
  afterReview,
  afterSwap,
  beforeSwap,
  resolvedRequest,
  withoutNote,
  withoutTicket,
} from './after-write.ts';
import type { Fact } from './fact.ts';
import { recordedTicketId, type Memory } from './memory.ts';

/** What is known after a fact. Pure and total; the only writer of what a process knows of a request. */
export function evolve(memory: Memory, fact: Fact): Memory {
  switch (fact.kind) {
    case 'told':
      return told(memory, fact);
    case 'deleted':
      return { ...memory, deletedSeen: true };
    case 'named':
      return named(memory, fact.ticketIds);
    case 'looked':
      return afterLook(memory, fact.look, fact.at);
    case 'read':
      return { ...memory, ticket: fact.ticket };
    case 'searched': {
      const { found, claim, watchedMs } = fact;
      return { ...afterLook(named(memory, found), fact.look, fact.at), searched: { claim, watchedMs } };
    }
    case 'sending':
      return beforeSwap(memory, fact.step, fact.at);
    case 'swapped':
      return afterSwap(withRecord(memory, fact.record, fact.at), fact.step);
    case 'created':
      return { ...memory, created: fact.ticket, failures: 0 };
    case 'noted':
      return afterNote(memory, fact);
    case 'note-deleted':
      return withoutNote(memory, fact.step);
    case 'moved':
      return { ...withoutTicket(memory, fact.step.ticketId), failures: 0 };
    case 'identified': {
      const { accountId, answer, at } = fact;
      return { ...memory, identity: { accountId, answer, at } };
    }
    case 'resolved':
      return { ...memory, request: resolvedRequest(memory, fact), stuck: undefined, failures: 0 };
    case 'reviewed':
      return afterReview(memory, fact.request);
    case 'failed':
      return afterFailure(memory, fact.failure, fact.at);
    case 'rested':
      return rested(memory, fact);
    default:
      return unreachable(fact);
  }
}

/** An end that is known is not undone by what the stream told earlier. */
function told(memory: Memory, { request, at }: Extract<Fact, { kind: 'told' }>): Memory {
  const known = memory.request?.value;
  const outdated = known !== undefined && known.state !== 'pending' && request.state === 'pending';
  return outdated ? memory : { ...memory, request: { value: request, startedAt: undefined, toldAt: at } };
}

function named(memory: Memory, ticketIds: readonly string[]): Memory {
  const recorded = recordedTicketId(memory);
  const others = ticketIds.filter((id) => id !== recorded);
  return { ...memory, candidates: [...new Set([...memory.candidates, ...others])] };
}

function rested(memory: Memory, { due: key, ticketDeleted, at }: Extract<Fact, { kind: 'rested' }>): Memory {
  const since = memory.due !== undefined && memory.due.key === key ? memory.due.since : at;
  return {
    ...memory,
    failures: 0,
    due: key === undefined ? undefined : { key, since },
    deletionReported: memory.deletionReported || ticketDeleted,
  };
}
