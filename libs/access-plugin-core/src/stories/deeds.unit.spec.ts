import { describe, expect, it } from 'vitest';
import { AccessPluginError, type AccessPluginErrorCode } from '../errors.ts';
import { ann, aRequest, aTicket } from '../deciding/seen.fixture.ts';
import type { SwapStep } from '../deciding/step.ts';
import { execute } from '../doing/execute.ts';
import { nameOf, recoveryFrom, type Recovery } from '../doing/recovery.ts';
import { learn, memoryAt, type GatedContext } from '../doing/request-context.ts';
import type { Deed } from '../knowing/fact.ts';
import { createContext } from '../doing/context.fixture.ts';

const call = { signal: new AbortController().signal, deadlineMs: 1_000 };
const note: Deed = { kind: 'note', ticketId: '100', note: { key: 'a', paragraphs: [] } };
const move: Deed = { kind: 'move', ticketId: '100', move: { to: 'denied' } };
const review: Deed = {
  kind: 'review',
  answers: 7,
  review: { requestId: 'R1', to: 'approved', reason: '' },
};
const resolve: Deed = {
  kind: 'resolve',
  answers: 7,
  ownAccount: false,
  change: { requestId: 'R1', to: 'approved', reason: 'on call', delegator: 'memory:ann' },
};
const identify: Deed = { kind: 'identify', account: ann, change: 7 };
const claim: SwapStep = { kind: 'swap', purpose: 'claim', expect: { claimEpoch: 0 }, set: {} };
const create: Deed = {
  kind: 'create',
  request: aRequest(),
  origin: { cluster: 'one', instance: 'default', epoch: 3 },
};
const look: Deed = { kind: 'look', at: 'search' };

async function carryOut(context: GatedContext, step: Deed): Promise<void> {
  const fact = await execute(context, step, call);
  if (fact !== undefined) learn(context, fact);
}

/** Lets the process know that a step failed; gives what follows. */
function fail(context: GatedContext, step: Deed, error: AccessPluginError): Recovery {
  const { code, outcome, message } = error;
  const at = context.ports.clock.monotonic();
  learn(context, { kind: 'failed', failure: { step, code, outcome, message }, at });
  return recoveryFrom({
    memory: memoryAt(context),
    step,
    error,
    random: 0.5,
    maxMs: 300_000,
    intervalMs: 60_000,
  });
}

describe('after a deed is done', () => {
  it('whose account it is is remembered with the time of the answer', async () => {
    const directory = { identify: async () => ({ at: 'user' as const, user: 'bob' }) };
    const { context, memory, clock } = createContext({ directory });
    clock.advance(9);
    await carryOut(context, identify);
    expect(memory.identity).toEqual({ accountId: 'ann', answer: { at: 'user', user: 'bob' }, at: 9 });
  });

  it('nobody is asked where nobody can be', async () => {
    const { context, memory } = createContext();
    await carryOut(context, identify);
    expect(memory.identity).toBeUndefined();
  });

  it('a reviewed request is known as the answer shows it, no fresher than before', async () => {
    const { context, memory, cluster } = createContext();
    cluster.add({ id: 'R1', thresholds: [{ name: 'two', approve: 2, deny: 1 }] });
    await carryOut(context, review);
    expect(memory.request?.value.reviews.map(({ author }) => author)).toEqual(['access-plugin']);
    expect(memory.request?.startedAt).toBe(0);
  });

  it('a resolved request is known as resolved, though not read', async () => {
    const { context, memory, cluster } = createContext();
    cluster.add({ id: 'R1' });
    await carryOut(context, resolve);
    expect(memory.request).toEqual({
      value: aRequest({ state: 'approved', resolveReason: 'on call' }),
      startedAt: undefined,
      toldAt: context.ports.clock.monotonic(),
    });
  });

  it('a resolved request that was forgotten meanwhile stays so', async () => {
    const { context, memory, cluster } = createContext();
    cluster.add({ id: 'R1' });
    memory.request = undefined;
    await carryOut(context, resolve);
    expect(memory.request).toBeUndefined();
  });

  it('a deleted note is known to be gone', async () => {
    const { context, memory, board } = createContext();
    const ticket = board.create({ requestId: 'R1', by: ann });
    const { id } = board.addNote(ticket.id, { by: ann, text: 'x' });
    const kept = board.addNote(ticket.id, { by: ann, text: 'y' });
    memory.ticket = { value: board.tickets.get(ticket.id) ?? aTicket(), startedAt: 0 };
    await carryOut(context, { kind: 'delete-note', ticketId: ticket.id, noteId: id });
    expect(board.tickets.get(ticket.id)?.notes).toEqual([kept]);
    expect(memory.ticket.value).toMatchObject({ notes: [kept] });
  });

  it.each([
    ['the recorded ticket is to be read again', '100', [undefined, ['101', '102']]],
    ['only the other ticket is to be read again', '101', ['100', ['102']]],
  ])('moved: %s', async (_, moved, [kept, others]) => {
    const { context, memory } = createContext();
    memory.others = [aTicket({ id: '101' }), aTicket({ id: '102' })];
    const tracker = { ...context.ports.tracker, move: async () => undefined };
    await carryOut({ ...context, ports: { ...context.ports, tracker } }, { ...move, ticketId: moved });
    const known = memory.ticket?.value;
    expect([known === 'gone' ? known : known?.id, memory.others.map(({ id }) => id)]).toEqual([kept, others]);
  });

  it('a note on another ticket is remembered there alone', async () => {
    const { context, memory } = createContext();
    memory.others = [aTicket({ id: '101' })];
    const tracker = { ...context.ports.tracker, addNote: async () => undefined };
    await carryOut({ ...context, ports: { ...context.ports, tracker } }, { ...note, ticketId: '101' });
    expect(memory.ticket?.value).toEqual(aTicket());
    expect(memory.others[0]?.notes).toMatchObject([{ key: 'a', authorId: 'bot' }]);
  });
});

describe('after a deed failed', () => {
  const error = (code: AccessPluginErrorCode) => new AccessPluginError(code, 'it went wrong');
  const failing = (step: Deed, code: AccessPluginErrorCode, failures = 0) => {
    const world = createContext();
    world.memory.failures = failures;
    const recovery = fail(world.context, step, error(code));
    return { ...world, recovery };
  };

  it.each<[string, Deed, AccessPluginErrorCode, number, 'go-on' | 'later']>([
    ['contention goes on at once', claim, 'conflict', 0, 'go-on'],
    ['contention goes on three times', claim, 'conflict', 2, 'go-on'],
    ['then it waits', claim, 'conflict', 3, 'later'],
    ['any other failure of a write waits', claim, 'unavailable', 0, 'later'],
    ['a passed window goes on at once', create, 'window-passed', 5, 'go-on'],
    ['a failed create waits', create, 'unavailable', 0, 'later'],
    ['a failed note waits', note, 'outcome-unknown', 0, 'later'],
    ['a failed move waits', move, 'not-found', 0, 'later'],
    ['a refused decision goes on to its note', resolve, 'refused', 4, 'go-on'],
    ['a second review goes on to its note', review, 'already-exists', 4, 'go-on'],
    ['any other failure of a decision waits', review, 'unauthorized', 0, 'later'],
    ['a person nobody could be asked about waits', identify, 'unavailable', 0, 'later'],
    ['a decision for which the plugin lacks a right waits', review, 'not-permitted', 0, 'later'],
    ['a look-up of a person for which it lacks one waits', identify, 'not-permitted', 0, 'later'],
    ['a failed look waits', look, 'unauthorized', 0, 'later'],
  ])('%s', (...[, step, code, failures, kind]) => {
    const { recovery, memory } = failing(step, code, failures);
    expect(recovery.kind).toBe(kind);
    expect(memory.failures).toBe(failures + 1);
  });

  it.each<[string, AccessPluginErrorCode, boolean]>([
    ['a record that could not be written is read again', 'unavailable', true],
    ['a request that is not there is looked for again', 'not-found', false],
  ])('%s', (_, code, known) => {
    const { memory } = failing(claim, code);
    expect([memory.record, memory.request !== undefined]).toEqual([undefined, known]);
  });

  it.each<[AccessPluginErrorCode, number | undefined]>([
    ['outcome-unknown', 3],
    ['aborted', 3],
    ['unavailable', undefined],
    ['rate-limited', undefined],
  ])('a create that failed as %s spends its epoch: %o', (code, spent) => {
    expect(failing(create, code).memory.spentEpoch).toBe(spent);
  });

  it.each<[string, Deed]>([
    ['note', note],
    ['move', move],
    ['delete-note', { kind: 'delete-note', ticketId: '100', noteId: '1' }],
  ])('%s: the ticket is read before it is done again, others are kept', (_, step) => {
    const { context, memory } = createContext();
    memory.others = [aTicket({ id: '100' }), aTicket({ id: '101' })];
    fail(context, step, error('outcome-unknown'));
    expect([memory.ticket, memory.others.map(({ id }) => id)]).toEqual([undefined, ['101']]);
  });

  it.each<[string, Deed, AccessPluginErrorCode]>([
    ['a decision that may have taken effect', resolve, 'outcome-unknown'],
    ['a refused one', review, 'refused'],
  ])('%s: what is known of the request is no longer fresh', (_, step, code) => {
    const { memory } = failing(step, code);
    expect(memory.request).toEqual({ value: aRequest(), startedAt: undefined });
  });

  it('a decision on a request that is not known leaves it so', () => {
    const { context, memory } = createContext();
    memory.request = undefined;
    fail(context, resolve, error('unavailable'));
    expect(memory.request).toBeUndefined();
  });

  it('a final refusal is remembered with the other side’s words', () => {
    const { memory } = failing(review, 'already-exists');
    expect([memory.refusal, memory.stuck]).toEqual([{ change: 7, message: 'it went wrong' }, undefined]);
  });

  it.each([resolve, review, identify])(
    'a right that is still missing after an interval ends the try: %o',
    (step) => {
      const { context, memory, clock } = createContext();
      const lacking = error('not-permitted');
      expect(fail(context, step, lacking)).toEqual({ kind: 'later', inMs: 60_000 });
      clock.advance(59_999);
      expect(fail(context, step, lacking)).toEqual({ kind: 'later', inMs: 1 });
      clock.advance(1);
      expect(fail(context, step, lacking)).toEqual({ kind: 'go-on' });
      expect(memory.lacking).toEqual({ change: 7, since: 0, last: 60_000, message: 'it went wrong' });
      expect([memory.refusal, memory.stuck]).toEqual([undefined, undefined]);
    },
  );

  it('a right that an earlier move lacked says nothing of this one', () => {
    const { context, memory, clock } = createContext();
    fail(context, { ...resolve, answers: 6 }, error('not-permitted'));
    clock.advance(60_000);
    expect(fail(context, resolve, error('not-permitted'))).toEqual({ kind: 'later', inMs: 60_000 });
    fail(context, resolve, error('refused'));
    expect([memory.lacking, memory.refusal]).toEqual([undefined, { change: 7, message: 'it went wrong' }]);
  });

  it.each([resolve, identify])('how long a change has been stuck counts from its first failure', (step) => {
    const { context, memory, clock } = createContext();
    fail(context, step, error('unavailable'));
    clock.advance(50);
    fail(context, step, new AccessPluginError('unavailable', 'still'));
    expect(memory.stuck).toEqual({ change: 7, since: 0, message: 'still' });
    memory.stuck = { change: 6, since: 0, message: 'x' };
    fail(context, step, error('unavailable'));
    expect(memory.stuck?.since).toBe(50);
  });
});

it.each<[Deed, string]>([
  [claim, 'claim'],
  [look, 'look at search'],
  [note, 'note'],
  [resolve, 'resolve'],
])('names a step in reports (%#): %s', (step, name) => {
  expect(nameOf(step)).toBe(name);
});
