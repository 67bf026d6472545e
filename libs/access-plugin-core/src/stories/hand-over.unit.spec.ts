import { describe, expect, it } from 'vitest';
import { bot, createWorld } from './world.fixture.ts';

type World = ReturnType<typeof createWorld>;

/** Resolves the request while nobody looks, then starts a process; gives how long its first write to the ticket took. */
async function firstWriteMs(world: World, requestId: string): Promise<number> {
  world.cluster.setState(requestId, 'denied', 'no');
  const startedAt = world.clock.monotonic();
  const next = await world.start('p2');
  for (let passed = 0; world.onlyTicket().status !== 'denied' && passed < 60_000; passed += 250) {
    await world.pass(250, 250);
  }
  await next.stop();
  return world.clock.monotonic() - startedAt;
}

async function opened(): Promise<{ world: World; requestId: string; stop: () => Promise<void> }> {
  const world = createWorld();
  const { stop } = await world.start('p1');
  const { id: requestId } = world.cluster.add({});
  await world.quiet();
  return { world, requestId, stop };
}

describe('the first write after a restart', () => {
  it('comes at once after a clean stop, which gives the claims back and keeps their epochs', async () => {
    const { world, requestId, stop } = await opened();
    await stop();
    expect(world.cluster.records.get(requestId)).toMatchObject({
      claim_owner: 'p1',
      claim_epoch: '1',
      claim_phase: 'open',
      claim_released: '1',
    });
    expect(await firstWriteMs(world, requestId)).toBeLessThan(2_000);
    expect(world.cluster.records.get(requestId)).toMatchObject({ claim_owner: 'p2', claim_epoch: '2' });
  });

  it('waits for the hand-over after a crash, because the holder may be at work', async () => {
    const { world, requestId, stop } = await opened();
    await stop();
    world.cluster.swap(requestId, {}, { claim_released: '' });
    expect(await firstWriteMs(world, requestId)).toBeGreaterThanOrEqual(15_000);
  });

  const takenByOriginal = () => {
    const world = createWorld();
    const request = world.cluster.add({});
    const ticket = world.board.create({ requestId: request.id, by: bot });
    world.cluster.swap(request.id, {}, { user: 'alice', issue_id: ticket.id, issue_key: ticket.key });
    world.clock.advance(60_000);
    return { world, requestId: request.id, ticketId: ticket.id };
  };

  it('comes at once on a record of the original plugin that has written nothing since', async () => {
    const { world, requestId } = takenByOriginal();
    expect(await firstWriteMs(world, requestId)).toBeLessThan(2_000);
  });

  it('waits for the hand-over where the original plugin still writes', async () => {
    const { world, requestId, ticketId } = takenByOriginal();
    const next = await world.start('p2');
    world.clock.advance(1);
    world.board.addNote(ticketId, { by: bot, text: 'carol reviewed the request at noon.' });
    next.plugin.lookAtTicket(ticketId);
    await world.quiet();
    const startedAt = world.clock.monotonic();
    world.cluster.setState(requestId, 'denied', 'no');
    await world.pass(10_000, 500);
    expect(world.onlyTicket().status).toBe('pending');
    await world.pass(10_000, 500);
    expect(world.onlyTicket().status).toBe('denied');
    expect(world.clock.monotonic() - startedAt).toBeGreaterThanOrEqual(15_000);
    await next.stop();
  });
});

describe('a clean stop', () => {
  it('keeps the claim of an opening, whose create may still be in doubt', async () => {
    const world = createWorld({ sweep: false });
    const { stop } = await world.start('p1');
    const release = world.holdNext('tracker.create');
    const { id } = world.cluster.add({});
    await world.quiet();
    const stopped = stop();
    await world.quiet();
    expect(world.cluster.records.get(id)).toMatchObject({ claim_phase: 'creating' });
    release();
    await stopped;
  });

  it('gives thousands of claims back, a bounded number at a time', async () => {
    const world = createWorld({ sweep: false });
    const { stop } = await world.start('p1');
    for (let n = 0; n < 300; n += 1) world.cluster.add({});
    for (let turn = 0; turn < 60; turn += 1) await world.quiet();
    await stop();
    const released = [...world.cluster.records.values()].map((record) => record['claim_released']);
    expect(new Set(released)).toEqual(new Set(['1']));
  });

  it('ends in time although the store does not answer', async () => {
    const { world, stop } = await opened();
    world.holdNext('pluginData.compareAndSwap');
    const stopped = stop();
    await world.quiet();
    await world.pass(11_000);
    await stopped;
  });
});
