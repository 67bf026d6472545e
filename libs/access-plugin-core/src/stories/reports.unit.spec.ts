import { describe, expect, it } from 'vitest';
import { aRequest } from '../deciding/seen.fixture.ts';
import type { Step } from '../deciding/step.ts';
import { ann, bot, createWorld } from './world.fixture.ts';
import type { Hint } from '../hearing/hint.ts';
import { settleRequest } from '../doing/settle-request.ts';
import { createContext } from '../doing/context.fixture.ts';

const told: Hint = { fresh: false };

/** Settles one request with the steps that the test dictates. */
function dictating(steps: readonly Step[]) {
  const world = createContext();
  const left = [...steps];
  const settle = (hint: Hint = told) =>
    settleRequest(
      {
        ...world.context,
        decide: () => left.shift() ?? { kind: 'rest', why: 'in-agreement' },
        stopping: () => false,
        signal: new AbortController().signal,
      },
      hint,
    );
  return { ...world, settle };
}

describe('what is reported', () => {
  it('of an opening are its steps, with the ticket once there is one', async () => {
    const world = createWorld({ sweep: false });
    const { stop } = await world.start('p1');
    world.cluster.add({});
    await world.quiet();
    const { id: ticketId } = world.onlyTicket();
    expect(world.observer.of('step')).toEqual([
      { kind: 'step', requestId: 'request-1', step: 'claim', ticketId: '' },
      { kind: 'step', requestId: 'request-1', step: 'create', ticketId: '' },
      { kind: 'step', requestId: 'request-1', step: 'record', ticketId },
    ]);
    await stop();
  });

  it('of an extra is the extra, not the ticket that stays', async () => {
    const world = createWorld({ sweep: false });
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const { origin } = world.onlyTicket();
    const extra = world.board.create({ requestId: id, by: bot, ...(origin && { origin }) });
    plugin.lookAtTicket(extra.id);
    await world.quiet();
    expect(world.observer.of('extra-ticket')).toEqual([
      { kind: 'extra-ticket', requestId: id, ticketId: extra.id },
    ]);
    expect(world.observer.of('no-decision')).toEqual([]);
    await stop();
  });

  it('of a refused move is the reason, once', async () => {
    const world = createWorld({ sweep: false, settings: { mode: 'off' } });
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const { id: ticketId } = world.onlyTicket();
    world.board.move(ticketId, { by: ann, to: 'approved' });
    plugin.lookAtTicket(ticketId);
    await world.quiet();
    expect(world.observer.of('no-decision')).toEqual([
      { kind: 'no-decision', requestId: id, ticketId, why: 'decisions-off' },
    ]);
    expect(world.observer.of('extra-ticket')).toEqual([]);
    await stop();
  });

  it.each([
    ['review', 'access-plugin'],
    ['review-for-user', 'bob'],
  ] as const)('of a decision in mode %s is whose review it was', async (mode, by) => {
    const directory = { identify: async () => ({ at: 'user' as const, user: 'bob' }) };
    const world = createWorld({ sweep: false, settings: { mode }, directory });
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const { id: ticketId } = world.onlyTicket();
    world.board.move(ticketId, { by: ann, to: 'approved' });
    plugin.lookAtTicket(ticketId);
    await world.quiet();
    expect(world.observer.of('decided')).toEqual([
      { kind: 'decided', requestId: id, ticketId, to: 'approved', by, ownAccount: false },
    ]);
    expect(world.cluster.requests.get(id)?.reviews.map(({ author }) => author)).toEqual([by]);
    expect(world.calls.filter((call) => call === 'directory.identify')).toHaveLength(1);
    await stop();
  });
});

describe('a task', () => {
  it.each<[string, Step, object]>([
    [
      'that waits comes back, or sooner with a hint',
      { kind: 'wait', ms: 7, why: '' },
      { again: { inMs: 7, strict: false }, forget: false },
    ],
    [
      'that leaves work to another does too',
      { kind: 'hold', ms: 8, due: 'x' },
      { again: { inMs: 8, strict: false }, forget: false },
    ],
    [
      'at rest does not come back',
      { kind: 'rest', why: 'in-agreement' },
      { again: undefined, forget: false },
    ],
    [
      'of another instance is forgotten',
      { kind: 'rest', why: 'another-instance' },
      { again: undefined, forget: true },
    ],
  ])('%s', async (_, step, settled) => {
    const { settle, memory } = dictating([step]);
    memory.failures = 3;
    expect(await settle()).toEqual(settled);
    expect(memory.failures).toBe(0);
  });

  it('remembers since when work has been left to another, and forgets it with anything else', async () => {
    const hold: Step = { kind: 'hold', ms: 8, due: 'x' };
    const { settle, memory, clock } = dictating([
      hold,
      hold,
      { ...hold, due: 'y' },
      { kind: 'wait', ms: 1, why: '' },
    ]);
    await settle();
    clock.advance(5);
    await settle();
    expect(memory.due).toEqual({ key: 'x', since: 0 });
    await settle();
    expect(memory.due).toEqual({ key: 'y', since: 5 });
    await settle();
    expect(memory.due).toBeUndefined();
  });

  it('begins with a look when the hint says so, and when the record is not known', async () => {
    const asked = dictating([]);
    await asked.settle({ fresh: true });
    expect(asked.calls.toSorted()).toEqual(['pluginData.read', 'requests.get', 'tracker.read']);
    const trusting = dictating([]);
    await trusting.settle();
    expect(trusting.calls).toEqual([]);
    const unsure = dictating([]);
    unsure.memory.record = undefined;
    unsure.memory.failures = 1;
    await unsure.settle();
    expect(unsure.calls).toContain('pluginData.read');
  });

  it('takes an observation from a hint, but no older one than what it knows', async () => {
    const { settle, memory } = dictating([]);
    const approved = aRequest({ state: 'approved' });
    await settle({ fresh: false, put: approved });
    expect(memory.request).toEqual({ value: approved, startedAt: undefined, toldAt: 0 });
    await settle({ fresh: false, put: aRequest() });
    expect(memory.request?.value.state).toBe('approved');
    await settle({ fresh: false, put: aRequest({ state: 'denied' }) });
    expect(memory.request?.value.state).toBe('denied');
  });

  it('takes from a hint which other tickets there are, and whether the request was deleted', async () => {
    const { settle, memory } = dictating([]);
    await settle({ fresh: false, tickets: ['100', '101'] });
    expect([[...memory.candidates], memory.deletedSeen]).toEqual([['101'], false]);
    await settle({ fresh: false, deleted: true });
    expect(memory.deletedSeen).toBe(true);
  });
});
