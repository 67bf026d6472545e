import { describe, expect, it } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import { firstClaim, nextEpoch } from '../lifecycle/claim.ts';
import type { SwapStep } from '../lifecycle/step.ts';
import { aRecord, aRequest, ourNote } from '../lifecycle/seen.fixture.ts';
import type { Swap } from '../ports/plugin-data-store.ts';
import { execute } from './execute.ts';
import { rememberRecord } from './memory.ts';
import { observationOf } from './observe.ts';
import { createView } from './view.fixture.ts';

const call = { signal: new AbortController().signal, deadlineMs: 1_000 };

/** A view whose store only listens. */
function listening(options: Parameters<typeof createView>[0] = {}) {
  const swaps: Swap[] = [];
  const created = createView(options);
  const pluginData = {
    read: async () => ({}),
    compareAndSwap: async (_: string, swap: Swap) => void swaps.push(swap),
  };
  const view = { ...created.view, ports: { ...created.view.ports, pluginData } };
  return { ...created, view, swaps };
}

describe('a write of the record', () => {
  it('that claims expects every key to be empty', async () => {
    const { view, swaps } = listening();
    await execute(view, firstClaim(observationOf(view), aRequest()), call);
    expect(Object.keys(swaps[0]!.expect)).toHaveLength(17);
    expect(new Set(Object.values(swaps[0]!.expect))).toEqual(new Set(['']));
    expect(swaps[0]!.set).toMatchObject({
      claim_owner: 'p1',
      claim_epoch: '1',
      claim_phase: 'creating',
      user: 'alice',
    });
  });

  it('that comes later expects the claim, the ticket and what it sets, by their stored names', async () => {
    const { view, swaps } = listening();
    await execute(view, nextEpoch(observationOf(view), 'renew'), call);
    expect(swaps[0]!.expect).toMatchObject({
      claim_owner: 'p1',
      claim_epoch: '1',
      issue_id: '100',
      claim_phase: 'open',
    });
    expect(swaps[0]!.expect).not.toHaveProperty('resolution');
  });

  it('is remembered as the record that there now is', async () => {
    const { view, memory, clock } = listening();
    clock.advance(50);
    await execute(view, nextEpoch(observationOf(view), 'renew'), call);
    expect(memory.record).toEqual({ value: aRecord({ claimEpoch: 2 }), startedAt: 50 });
    expect(observationOf(view).claim).toMatchObject({ watchedMs: 0, sentMs: 0 });
  });

  it('is forgotten with the record when nobody knows what became of it', async () => {
    const { view, memory, faults } = createView();
    faults.push({
      call: 'pluginData.compareAndSwap',
      error: new AccessPluginError('outcome-unknown', 'lost'),
    });
    await expect(execute(view, nextEpoch(observationOf(view), 'renew'), call)).rejects.toThrow('lost');
    expect(memory.record).toBeUndefined();
  });

  it('counts the send window from the first write that may have made the claim', async () => {
    const { view, memory, clock, faults } = createView();
    const lost = new AccessPluginError('outcome-unknown', 'lost');
    const conflict = new AccessPluginError('conflict', 'somebody wrote first');
    faults.push(
      { call: 'pluginData.compareAndSwap', error: lost },
      { call: 'pluginData.compareAndSwap', error: conflict },
    );
    const renewal = nextEpoch(observationOf(view), 'renew');
    await expect(execute(view, renewal, call)).rejects.toBe(lost);
    clock.advance(3_000);
    // A read shows the old record, then the first write commits, late, and the second one meets it.
    await expect(execute(view, renewal, call)).rejects.toBe(conflict);
    rememberRecord(memory, aRecord({ claimEpoch: 2 }), { startedAt: 3_000, now: 3_000 });
    expect(observationOf(view).claim.sentMs).toBe(3_000);
  });

  it('that names a ticket is sealed, and ends what was remembered of the opening', async () => {
    const sealer = {
      seal: ({ ticketId, typeId }: { ticketId: string; typeId: string }) => `${ticketId}/${typeId}`,
      verify: () => true,
    };
    const { view, memory, swaps } = listening({ sealer });
    memory.created = { id: '9', key: 'REQ-9', projectId: '10', typeId: '3' };
    memory.candidates.add('9');
    const step: SwapStep = {
      kind: 'swap',
      purpose: 'record',
      expect: { claimEpoch: 1 },
      set: { ticketId: '9', projectId: '10', typeId: '3' },
    };
    await execute(view, step, call);
    expect(swaps[0]!.set).toMatchObject({ issue_id: '9', seal: '9/3' });
    expect(swaps[0]!.expect).toMatchObject({ seal: '' });
    expect([memory.created, memory.candidates.size, memory.ticket]).toEqual([undefined, 0, undefined]);
    await execute(view, { ...step, purpose: 'mark', set: { reviewsCount: 1 } }, call);
    expect(swaps[1]!.set).toEqual({ reviews_count: '1' });
  });
});

describe('a note', () => {
  it('is remembered on the ticket until the next read', async () => {
    const { view, memory, board, clock } = createView();
    const ticket = board.create({
      requestId: 'R1',
      by: { id: 'bot', kind: 'human', active: true, displayName: '' },
    });
    memory.ticket = { value: ticket, startedAt: 0 };
    memory.others = [{ ...ticket, id: 'other' }];
    const note = { key: 'answer:7', paragraphs: ['one', 'two'] };
    await execute(view, { kind: 'note', ticketId: ticket.id, note }, call);
    const known = memory.ticket.value;
    expect(known === 'gone' ? [] : known.notes).toEqual([
      ourNote('answer:7', { id: '', text: 'one\ntwo', created: clock.wall() }),
    ]);
    expect(memory.others[0]?.notes).toEqual([]);
  });
});

describe('a create', () => {
  it('is called off right before it is sent when the claim is too old', async () => {
    const { view, memory, clock, board } = createView();
    const step = {
      kind: 'create',
      request: aRequest(),
      origin: { cluster: 'one', instance: 'default', epoch: 1 },
    } as const;
    memory.sent = { epoch: 1, at: 0 };
    clock.advance(10_001);
    await expect(execute(view, step, call)).rejects.toMatchObject({ code: 'window-passed' });
    expect(board.tickets.size).toBe(0);
    memory.sent = { epoch: 1, at: 1 };
    await execute(view, step, call);
    expect(memory.created?.id).toBe([...board.tickets.keys()][0]);
  });

  it('is called off when nothing is known of the claim', async () => {
    const { view, board } = createView();
    const step = {
      kind: 'create',
      request: aRequest(),
      origin: { cluster: 'one', instance: 'default', epoch: 1 },
    } as const;
    await expect(execute(view, step, call)).rejects.toMatchObject({ code: 'window-passed' });
    expect(board.tickets.size).toBe(0);
  });
});
