import { describe, expect, it } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import { firstClaim, nextEpoch } from '../deciding/claim.ts';
import type { SwapStep } from '../deciding/step.ts';
import { aRecord, aRequest, ourNote } from '../deciding/seen.fixture.ts';
import type { Swap } from '../ports/plugin-data-store.ts';
import { execute } from './execute.ts';
import type { Deed } from '../knowing/fact.ts';
import { learn, observationAt, type GatedContext } from './request-context.ts';
import { createContext } from './context.fixture.ts';

const call = { signal: new AbortController().signal, deadlineMs: 1_000 };

async function carryOut(context: GatedContext, step: Deed): Promise<void> {
  const fact = await execute(context, step, call);
  if (fact !== undefined) learn(context, fact);
}

/** A context whose store only listens. */
function listening(options: Parameters<typeof createContext>[0] = {}) {
  const swaps: Swap[] = [];
  const created = createContext(options);
  const pluginData = {
    read: async () => ({}),
    compareAndSwap: async (_: string, swap: Swap) => void swaps.push(swap),
  };
  const context = { ...created.context, ports: { ...created.context.ports, pluginData } };
  return { ...created, context, swaps };
}

describe('a write of the record', () => {
  it('that claims expects every key to be empty', async () => {
    const { context, swaps } = listening();
    await carryOut(context, firstClaim(observationAt(context), aRequest()));
    expect(Object.keys(swaps[0]!.expect)).toHaveLength(18);
    expect(new Set(Object.values(swaps[0]!.expect))).toEqual(new Set(['']));
    expect(swaps[0]!.set).toMatchObject({
      claim_owner: 'p1',
      claim_epoch: '1',
      claim_phase: 'creating',
      user: 'alice',
    });
  });

  it('that comes later expects the claim, the ticket and what it sets, by their stored names', async () => {
    const { context, swaps } = listening();
    await carryOut(context, nextEpoch(observationAt(context), 'renew'));
    expect(swaps[0]!.expect).toMatchObject({
      claim_owner: 'p1',
      claim_epoch: '1',
      issue_id: '100',
      claim_phase: 'open',
    });
    expect(swaps[0]!.expect).not.toHaveProperty('resolution');
  });

  it('is remembered as the record that there now is', async () => {
    const { context, memory, clock } = listening();
    clock.advance(50);
    await carryOut(context, nextEpoch(observationAt(context), 'renew'));
    expect(memory.record).toEqual({ value: aRecord({ claimEpoch: 2 }), startedAt: 50 });
    expect(observationAt(context).claim).toMatchObject({ watchedMs: 0, sentMs: 0 });
  });

  it('is forgotten with the record when nobody knows what became of it', async () => {
    const { context, memory, faults } = createContext();
    faults.push({
      call: 'pluginData.compareAndSwap',
      error: new AccessPluginError('outcome-unknown', 'lost'),
    });
    await expect(carryOut(context, nextEpoch(observationAt(context), 'renew'))).rejects.toThrow('lost');
    expect(memory.record).toBeUndefined();
  });

  it('counts the send window from the first write that may have made the claim', async () => {
    const { context, readRecord, clock, faults } = createContext();
    const lost = new AccessPluginError('outcome-unknown', 'lost');
    const conflict = new AccessPluginError('conflict', 'somebody wrote first');
    faults.push(
      { call: 'pluginData.compareAndSwap', error: lost },
      { call: 'pluginData.compareAndSwap', error: conflict },
    );
    const renewal = nextEpoch(observationAt(context), 'renew');
    await expect(carryOut(context, renewal)).rejects.toBe(lost);
    clock.advance(3_000);
    // A read shows the old record, then the first write commits, late, and the second one meets it.
    await expect(carryOut(context, renewal)).rejects.toBe(conflict);
    readRecord(aRecord({ claimEpoch: 2 }), 3_000, 3_000);
    expect(observationAt(context).claim.sentMs).toBe(3_000);
  });

  it('that names a ticket is sealed, and ends what was remembered of the opening', async () => {
    const sealer = {
      seal: ({ ticketId, typeId }: { ticketId: string; typeId: string }) => `${ticketId}/${typeId}`,
      verify: () => true,
    };
    const { context, memory, swaps } = listening({ sealer });
    memory.created = { id: '9', key: 'REQ-9', projectId: '10', typeId: '3' };
    memory.candidates = [...memory.candidates, '9'];
    const step: SwapStep = {
      kind: 'swap',
      purpose: 'record',
      expect: { claimEpoch: 1 },
      set: { ticketId: '9', projectId: '10', typeId: '3' },
    };
    await carryOut(context, step);
    expect(swaps[0]!.set).toMatchObject({ issue_id: '9', seal: '9/3' });
    expect(swaps[0]!.expect).toMatchObject({ seal: '' });
    expect([memory.created, memory.candidates.length, memory.ticket]).toEqual([undefined, 0, undefined]);
    await carryOut(context, { ...step, purpose: 'mark', set: { reviewsCount: 1 } });
    expect(swaps[1]!.set).toEqual({ reviews_count: '1' });
  });
});

describe('a note', () => {
  it('is remembered on the ticket until the next read', async () => {
    const { context, memory, board, clock } = createContext();
    const ticket = board.create({
      requestId: 'R1',
      by: { id: 'bot', kind: 'human', active: true, displayName: '' },
    });
    memory.ticket = { value: ticket, startedAt: 0 };
    memory.others = [{ ...ticket, id: 'other' }];
    const note = { key: 'answer:7', paragraphs: ['one', 'two'] };
    await carryOut(context, { kind: 'note', ticketId: ticket.id, note });
    const known = memory.ticket.value;
    expect(known === 'gone' ? [] : known.notes).toEqual([
      ourNote('answer:7', { id: '', text: 'one\ntwo', created: clock.wall() }),
    ]);
    expect(memory.others[0]?.notes).toEqual([]);
  });
});

describe('a create', () => {
  it('is called off right before it is sent when the claim is too old', async () => {
    const { context, memory, clock, board } = createContext();
    const step = {
      kind: 'create',
      request: aRequest(),
      origin: { cluster: 'one', instance: 'default', epoch: 1 },
    } as const;
    memory.sent = { epoch: 1, at: 0 };
    clock.advance(10_001);
    await expect(carryOut(context, step)).rejects.toMatchObject({ code: 'window-passed' });
    expect(board.tickets.size).toBe(0);
    memory.sent = { epoch: 1, at: 1 };
    await carryOut(context, step);
    expect(memory.created?.id).toBe([...board.tickets.keys()][0]);
  });

  it('is called off when nothing is known of the claim', async () => {
    const { context, board } = createContext();
    const step = {
      kind: 'create',
      request: aRequest(),
      origin: { cluster: 'one', instance: 'default', epoch: 1 },
    } as const;
    await expect(carryOut(context, step)).rejects.toMatchObject({ code: 'window-passed' });
    expect(board.tickets.size).toBe(0);
  });
});
