import { describe, expect, it } from 'vitest';
import { ann, createWorld } from './world.fixture.ts';

const hours = 3_600_000;
/** Nothing of what is counted here comes from a sweep or from waiting for another replica. */
const settings = { intervalMs: 100 * hours, handoverMs: 0 };

async function worldWithTicket() {
  const world = createWorld({ settings, sweep: false });
  const first = await world.start('p1');
  const request = world.cluster.add({ reason: 'x' });
  await world.quiet();
  world.calls.length = 0;
  return { ...world, first, request, ticketId: world.onlyTicket().id };
}

/** The same, looked at by a replica that knows nothing of it. */
async function coldWorld() {
  const world = await worldWithTicket();
  await world.first.stop();
  const second = await world.start('p2');
  world.calls.length = 0;
  return { ...world, second };
}

const everything = ['pluginData.read', 'requests.get', 'tracker.read'];

describe('round trips from a cause to its effect', () => {
  it('request created: 2 to the ticket, 3 to the record', async () => {
    const world = createWorld({ settings, sweep: false });
    const plugin = await world.start('p1');
    const made = () => world.cluster.add({});
    expect(await world.rounds(made)).toEqual([
      ['pluginData.compareAndSwap'],
      ['tracker.create'],
      ['pluginData.compareAndSwap'],
      ['tracker.read'],
    ]);
    await plugin.stop();
  });

  it('card moved: 2 to the decision when the request is known, then its note and its mark', async () => {
    const { board, first, ticketId, rounds, cluster, request } = await worldWithTicket();
    board.move(ticketId, { by: ann, to: 'approved' });
    expect(await rounds(() => first.plugin.lookAtTicket(ticketId))).toEqual([
      everything,
      ['requests.resolve'],
      ['tracker.addNote'],
      ['pluginData.compareAndSwap'],
    ]);
    expect(cluster.requests.get(request.id)?.state).toBe('approved');
    await first.stop();
  });

  it('card moved: 3 to the decision when it is not', async () => {
    const { board, second, ticketId, rounds, cluster, request } = await coldWorld();
    board.move(ticketId, { by: ann, to: 'denied' });
    const decided = () => cluster.requests.get(request.id)?.state === 'denied';
    expect(await rounds(() => second.plugin.lookAtTicket(ticketId), decided)).toEqual([
      ['tracker.read'],
      everything,
      ['requests.resolve'],
    ]);
    await second.stop();
  });

  it('request resolved: 1 to the card under a live claim', async () => {
    const { first, rounds, cluster, request } = await worldWithTicket();
    const resolved = () => cluster.setState(request.id, 'denied', 'no');
    expect(await rounds(resolved)).toEqual([
      ['tracker.move'],
      ['tracker.read'],
      ['tracker.addNote'],
      ['pluginData.compareAndSwap'],
    ]);
    await first.stop();
  });

  it('request resolved: 3 to the card without one', async () => {
    const { second, rounds, cluster, request, onlyTicket } = await coldWorld();
    const resolved = () => cluster.setState(request.id, 'denied', 'no');
    const trips = await rounds(resolved, () => onlyTicket().status === 'denied');
    expect(trips).toEqual([
      ['pluginData.read', 'requests.get'],
      ['pluginData.compareAndSwap', 'tracker.read'],
      ['tracker.move'],
    ]);
    await second.stop();
  });

  const review = { author: 'bob', proposes: 'approved', reason: '', created: 1 } as const;
  const twoNeeded = [{ name: 'two', approve: 2, deny: 1 }];

  it('request reviewed: 1 to the note under a live claim', async () => {
    const world = createWorld({ settings, sweep: false });
    const plugin = await world.start('p1');
    const { id } = world.cluster.add({ thresholds: twoNeeded });
    await world.quiet();
    expect(await world.rounds(() => world.cluster.review(id, review))).toEqual([
      ['tracker.addNote'],
      ['pluginData.compareAndSwap'],
    ]);
    await plugin.stop();
  });

  it('request reviewed: 3 to the note without one', async () => {
    const world = createWorld({ settings, sweep: false });
    const first = await world.start('p1');
    const { id } = world.cluster.add({ thresholds: twoNeeded });
    await world.quiet();
    await first.stop();
    const second = await world.start('p2');
    const trips = await world.rounds(
      () => world.cluster.review(id, review),
      () => world.onlyTicket().notes.length > 0,
    );
    expect(trips).toEqual([
      ['pluginData.read', 'requests.get'],
      ['pluginData.compareAndSwap', 'tracker.read'],
      ['tracker.addNote'],
    ]);
    await second.stop();
  });
});

describe('the calls of a whole life', () => {
  const count = (calls: readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
  };

  it('from the request to a decision on the board are ten', async () => {
    const world = createWorld({ settings, sweep: false });
    const plugin = await world.start('p1');
    world.calls.length = 0;
    world.cluster.add({});
    await world.quiet();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    plugin.plugin.lookAtTicket(world.onlyTicket().id);
    await world.quiet();
    expect(count(world.calls)).toEqual({
      'pluginData.compareAndSwap': 3,
      'pluginData.read': 1,
      'requests.get': 1,
      'requests.resolve': 1,
      'tracker.create': 1,
      'tracker.read': 2,
      'tracker.addNote': 1,
    });
    expect(plugin.plugin.status).toMatchObject({ live: 0, queued: 0 });
    await plugin.stop();
  });

  it('are none any more once it has ended, however long the plugin runs', async () => {
    const world = createWorld({ settings: { ...settings, intervalMs: 60_000 }, sweep: true });
    const plugin = await world.start('p1');
    for (let n = 0; n < 5; n += 1) world.cluster.setState(world.cluster.add({}).id, 'denied', 'no');
    await world.quiet();
    expect(plugin.plugin.status.live).toBe(0);
    await world.pass(10 * 60_000, 60_000);
    world.calls.length = 0;
    await world.pass(3 * 60_000, 60_000);
    expect(count(world.calls)).toEqual({ 'requests.listPending': 3, 'tracker.list': 6 });
    await plugin.stop();
  });
});
