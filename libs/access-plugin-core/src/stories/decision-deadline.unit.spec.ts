import { describe, expect, it } from 'vitest';
import type { Step } from '../deciding/step.ts';
import { aRecord, aRequest, aTicket } from '../deciding/seen.fixture.ts';
import type { Call } from '../ports/call.ts';
import type { Settings } from '../settings.ts';
import { settleRequest } from '../doing/settle-request.ts';
import { createContext, type WritableMemory } from '../doing/context.fixture.ts';

const state: Step = {
  kind: 'resolve',
  change: { requestId: 'R1', to: 'approved', reason: '', delegator: 'memory:ann' },
  answers: 7,
  ownAccount: false,
};
const review: Step = {
  kind: 'review',
  review: { requestId: 'R1', to: 'approved', reason: '' },
  answers: 7,
};
const note: Step = { kind: 'note', ticketId: '100', note: { key: 'answer:7', paragraphs: [] } };

type Given = readonly [Step, (memory: WritableMemory) => void, number, Partial<Settings>?];

/** What a call is allowed, when one step is taken some time after both sides were read at 1000 ms. */
async function allowedMs(...given: Given): Promise<readonly number[]> {
  const [step, change, passedMs, settings = {}] = given;
  const { context, memory, readRecord, clock } = createContext({ settings });
  memory.request = { value: aRequest(), startedAt: 1_000 };
  memory.ticket = { value: aTicket(), startedAt: 1_000 };
  readRecord(aRecord(), 1_000, 1_000);
  change(memory);
  clock.advance(1_000 + passedMs);
  const allowed: number[] = [];
  const { requests, tracker } = context.ports;
  const noting = <T>(call: Call, answer: T): Promise<T> => {
    allowed.push(call.deadlineMs);
    return Promise.resolve(answer);
  };
  const ports = {
    ...context.ports,
    requests: {
      ...requests,
      resolve: (_: unknown, call: Call) => noting(call, undefined),
      submitReview: (_: unknown, call: Call) => noting(call, aRequest()),
    },
    tracker: { ...tracker, addNote: (...[, , call]: [string, unknown, Call]) => noting(call, undefined) },
  };
  const steps = [step];
  const decide = (): Step => steps.pop() ?? { kind: 'rest', why: 'in-agreement' };
  const { signal } = new AbortController();
  await settleRequest({ ...context, ports, decide, stopping: () => false, signal }, { fresh: false });
  return allowed;
}

const asRead = (): void => {};

describe('the time that a call is allowed', () => {
  it.each<[string, Step, (memory: WritableMemory) => void, number, number]>([
    ['is what is left of the window, for a state', state, asRead, 4_000, 6_000],
    ['is what is left of the window, for a review', review, asRead, 4_000, 6_000],
    ['is the whole window right after the reads', state, asRead, 0, 10_000],
    ['is never none: such a call fails before it is sent', state, asRead, 10_000, 1],
    ['is never less than none', state, asRead, 30_000, 1],
    ['is what any call is allowed, for a note', note, asRead, 4_000, 12_000],
    [
      'counts from the read of the request, if that is the oldest',
      state,
      (memory) => void (memory.request = { value: aRequest(), startedAt: 500 }),
      4_000,
      5_500,
    ],
    [
      'counts from the read of the record, if that is the oldest',
      state,
      (memory) => void (memory.record = { value: aRecord(), startedAt: 500 }),
      4_000,
      5_500,
    ],
    [
      'counts from the read of the ticket, if that is the oldest',
      state,
      (memory) => void (memory.ticket = { value: aTicket(), startedAt: 500 }),
      4_000,
      5_500,
    ],
    [
      'does not count from a read that is newer than another',
      state,
      (memory) => void (memory.ticket = { value: aTicket(), startedAt: 2_000 }),
      4_000,
      6_000,
    ],
    [
      'is as good as none where something was not read but told',
      state,
      (memory) => void (memory.request = { value: aRequest(), startedAt: undefined }),
      9_000,
      1,
    ],
  ])('%s', async (...[, step, change, passedMs, ms]) => {
    expect(await allowedMs(step, change, passedMs)).toEqual([ms]);
  });

  it('is no more for a decision than for any call', async () => {
    expect(await allowedMs(state, asRead, 0, { decisionWindowMs: 60_000 })).toEqual([12_000]);
  });
});
