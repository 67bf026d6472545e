import { describe, expect, it } from 'vitest';
import { createAccessPlugin } from '../access-plugin.ts';
import { decide } from '../deciding/decide.ts';
import type { Observation } from '../knowing/observation.ts';
import { ann, bot, createWorld } from '../stories/world.fixture.ts';

describe('one request’s task', () => {
  it('makes room for others when it does not come to rest', async () => {
    const world = createWorld({ sweep: false });
    const plugin = createAccessPlugin(
      world.portsOf(),
      { owner: 'p1', cluster: 'one' },
      { decide: () => ({ kind: 'look', at: 'everything' }) },
    );
    const stop = new AbortController();
    const ended = plugin.run(stop.signal);
    await world.quiet();
    world.cluster.add({});
    for (let turn = 0; turn < 30; turn += 1) await world.quiet();
    expect(world.observer.of('unsettled')).toEqual([
      { kind: 'unsettled', requestId: 'request-1', steps: 50 },
    ]);
    expect(world.calls.filter((call) => call === 'requests.get')).toHaveLength(50);
    expect(plugin.status).toMatchObject({ running: 0, queued: 1 });
    stop.abort();
    await ended;
  });

  it('finishes the step in hand when it is to stop, records a ticket just made, and begins nothing else', async () => {
    const world = createWorld({ sweep: false });
    const { plugin, stop } = await world.start('p1');
    let over = false;
    const trips = await world.rounds(
      () => world.cluster.add({}),
      () => {
        if (world.cluster.records.size > 0 && !over) {
          over = true;
          void stop();
        }
        return false;
      },
    );
    // The last one gives the claim back.
    expect(trips).toEqual([
      ['pluginData.compareAndSwap'],
      ['tracker.create'],
      ['pluginData.compareAndSwap'],
      ['pluginData.compareAndSwap'],
    ]);
    expect(plugin.status).toMatchObject({ ready: false, running: 0 });
  });

  it('leaves due work to the replica that holds the claim, then takes it over', async () => {
    const world = createWorld({ sweep: false });
    const first = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    await first.stop();
    // As after a crash: the claim was not given back.
    world.cluster.swap(id, {}, { claim_released: '' });
    const second = await world.start('p2');
    world.cluster.setState(id, 'denied', 'no');
    await world.quiet();
    await world.pass(14_000);
    expect(world.onlyTicket().status).toBe('pending');
    await world.pass(2_000);
    expect(world.onlyTicket().status).toBe('denied');
    expect(world.cluster.records.get(id)).toMatchObject({
      claim_owner: 'p2',
      claim_epoch: '2',
      resolution: 'denied',
    });
    await second.stop();
  });

  it('takes nothing over that the holder does in time', async () => {
    const world = createWorld({ sweep: false });
    const first = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const second = await world.start('p2');
    world.cluster.setState(id, 'denied', 'no');
    await world.quiet();
    await world.pass(60_000);
    expect(world.cluster.records.get(id)).toMatchObject({ claim_owner: 'p1', claim_epoch: '1' });
    expect(world.onlyTicket().notes).toHaveLength(1);
    await first.stop();
    await second.stop();
  });

  it('decides on fresh reads only, however it was called', async () => {
    const world = createWorld({ sweep: false });
    const observed: Observation[] = [];
    const plugin = createAccessPlugin(
      world.portsOf(),
      { owner: 'p1', cluster: 'one' },
      {
        decide: (seen) => {
          const step = decide(seen);
          if (step.kind === 'resolve') observed.push(seen);
          return step;
        },
      },
    );
    const stop = new AbortController();
    const ended = plugin.run(stop.signal);
    await world.quiet();
    const request = world.cluster.add({});
    await world.quiet();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    world.clock.advance(11_000);
    plugin.lookAtTicket(world.onlyTicket().id);
    await world.quiet();
    expect(observed).toHaveLength(1);
    expect(observed[0]).toMatchObject({ request: { fresh: true }, ticket: { fresh: true } });
    expect(world.cluster.requests.get(request.id)?.state).toBe('approved');
    stop.abort();
    await ended;
  });

  it('takes a put of the stream for a look, never for a decision', async () => {
    const world = createWorld({ sweep: false });
    const { stop } = await world.start('p1');
    const { id } = world.cluster.add({ thresholds: [{ name: 'two', approve: 2, deny: 1 }] });
    await world.quiet();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    world.clock.advance(11_000);
    world.calls.length = 0;
    world.cluster.review(id, { author: 'bob', proposes: 'approved', reason: '', created: 1 });
    await world.quiet();
    expect(world.calls).toEqual(['tracker.addNote', 'pluginData.compareAndSwap']);
    await stop();
  });

  it('S26: reports a deleted ticket once, and leaves the request to its own pages', async () => {
    const world = createWorld({ settings: { intervalMs: 60_000 } });
    const { plugin, stop } = await world.start('p1');
    world.cluster.add({});
    await world.quiet();
    world.board.remove(world.onlyTicket().id);
    for (let look = 0; look < 3; look += 1) {
      plugin.lookAtRequest('request-1');
      await world.quiet();
    }
    await world.pass(120_000, 10_000);
    expect(world.observer.of('ticket-deleted')).toHaveLength(1);
    expect(world.board.tickets.size).toBe(0);
    await stop();
  });

  it('reports a ticket of the original plugin’s that no record names, and leaves it', async () => {
    const world = createWorld();
    const ticket = world.board.create({ requestId: 'lost', by: bot });
    const { stop } = await world.start('p1');
    await world.pass(400_000, 10_000);
    expect(world.observer.of('unrecorded-ticket')[0]).toEqual({
      kind: 'unrecorded-ticket',
      ticketId: ticket.id,
    });
    expect(world.onlyTicket()).toMatchObject({ status: 'pending', notes: [] });
    await stop();
  });
});
