import { describe, expect, it } from 'vitest';
import { createAccessPlugin } from './access-plugin.ts';
import { AccessPluginError } from './errors.ts';
import { decide } from './deciding/decide.ts';
import { ann, bot, createWorld } from './stories/world.fixture.ts';

describe('an access plugin over ports in memory', () => {
  it('opens a ticket with a claim, a create and a record, then reads it once', async () => {
    const world = createWorld();
    const { stop } = await world.start('p1');
    world.calls.length = 0;
    const { id } = world.cluster.add({ user: 'alice', roles: ['editor'] });
    await world.quiet();
    expect(world.calls).toEqual([
      'pluginData.compareAndSwap',
      'tracker.create',
      'pluginData.compareAndSwap',
      'tracker.read',
    ]);
    expect(world.onlyTicket().requestId).toBe(id);
    await stop();
  });

  it('carries a moved card over, then notes and marks it', async () => {
    const world = createWorld();
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    plugin.lookAtTicket(world.onlyTicket().id);
    await world.quiet();
    expect(world.cluster.requests.get(id)?.state).toBe('approved');
    expect(world.cluster.records.get(id)).toMatchObject({
      resolution: 'approved',
      issue_id: world.onlyTicket().id,
    });
    expect(world.observer.of('decided')).toMatchObject([{ requestId: id, to: 'approved', by: 'memory:ann' }]);
    expect(plugin.status.live).toBe(0);
    await stop();
  });

  it('stops without leaving a sleeper or a reader behind', async () => {
    const world = createWorld();
    const { plugin, stop } = await world.start('p1');
    world.cluster.add({});
    await world.quiet();
    expect(plugin.status).toMatchObject({ ready: true, live: 1, running: 0 });
    await stop();
    expect(world.clock.sleepers).toBe(0);
    expect(plugin.status).toMatchObject({ ready: false, running: 0 });
    world.calls.length = 0;
    world.cluster.add({});
    plugin.lookAtTicket('1');
    plugin.lookAtRequest('2');
    await world.quiet();
    expect(world.calls).toEqual([]);
  });

  it('finds at its start what happened while it was down', async () => {
    const world = createWorld();
    const first = await world.start('p1');
    const opened = world.cluster.add({});
    await world.quiet();
    await first.stop();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'denied' });
    const made = world.cluster.add({});
    const second = await world.start('p2');
    await world.pass(20_000);
    expect(world.cluster.requests.get(opened.id)?.state).toBe('denied');
    expect(world.cluster.records.get(made.id)?.['issue_id']).toBeDefined();
    expect(world.board.tickets.size).toBe(2);
    await second.stop();
  });

  it('S31: finds a moved card without any webhook, within an interval', async () => {
    const world = createWorld();
    const { stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    await world.pass(61_000);
    expect(world.cluster.requests.get(id)?.state).toBe('approved');
    await stop();
  });

  it('lets a request go whose DELETE it saw, with a closed card', async () => {
    const world = createWorld();
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    world.cluster.remove(id);
    await world.quiet();
    expect(world.onlyTicket()).toMatchObject({ status: 'expired', notes: [{ key: 'resolution:expired' }] });
    expect(plugin.status.live).toBe(0);
    await stop();
  });

  it('does not believe a single list that a request is missing from', async () => {
    const world = createWorld({ sweep: false });
    const { stop } = await world.start('p1');
    world.cluster.add({});
    await world.quiet();
    await world.pass(10 * 60_000, 10_000);
    expect(world.onlyTicket()).toMatchObject({ status: 'pending', statusChanges: [] });
    await stop();
  });

  it('closes one of two tickets and names the one that stays', async () => {
    const world = createWorld();
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const kept = world.onlyTicket();
    const extra = world.board.create({ requestId: id, by: bot, ...(kept.origin && { origin: kept.origin }) });
    plugin.lookAtTicket(extra.id);
    await world.quiet();
    expect(world.board.tickets.get(extra.id)).toMatchObject({ status: 'expired', notes: [{ key: 'extra' }] });
    expect(world.board.tickets.get(extra.id)?.notes[0]?.text).toContain(kept.key);
    expect(world.board.tickets.get(kept.id)?.status).toBe('pending');
    await stop();
  });

  it('has a stranger’s copy of a ticket decide nothing', async () => {
    const world = createWorld();
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const { origin } = world.onlyTicket();
    const copy = world.board.create({ requestId: id, by: ann, ...(origin && { origin }) });
    world.board.move(copy.id, { by: ann, to: 'approved' });
    plugin.lookAtTicket(copy.id);
    await world.pass(120_000, 10_000);
    expect(world.cluster.requests.get(id)?.state).toBe('pending');
    expect(world.board.tickets.get(copy.id)?.notes).toEqual([]);
    await stop();
  });

  it('answers a hint by reads that started after it, however long an older hint has waited', async () => {
    const world = createWorld({ sweep: false, settings: { parallelism: 1, handoverMs: 0 } });
    const first = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    await first.stop();
    const second = await world.start('p2');
    const ticket = world.onlyTicket();
    const release = world.holdNext('tracker.create');
    world.cluster.add({});
    await world.quiet();
    second.plugin.lookAtTicket(ticket.id);
    await world.quiet();
    world.board.move(ticket.id, { by: ann, to: 'approved' });
    second.plugin.lookAtRequest(id);
    release();
    await world.quiet();
    expect(world.cluster.requests.get(id)?.state).toBe('approved');
    await second.stop();
  });

  it('reads a ticket again that was named again while it was being read', async () => {
    const world = createWorld({ sweep: false });
    const { plugin, stop } = await world.start('p1');
    const ticket = world.board.create({ by: bot });
    const release = world.holdNext('tracker.read');
    plugin.lookAtTicket(ticket.id);
    await world.quiet();
    plugin.lookAtTicket(ticket.id);
    release();
    await world.quiet();
    expect(world.calls.filter((call) => call === 'tracker.read')).toHaveLength(2);
    await stop();
  });

  it('tells of a fault in the decision on one request, goes on with the others, and tries it again later', async () => {
    const world = createWorld({ sweep: false });
    let faulty = true;
    const plugin = createAccessPlugin(
      world.portsOf(),
      { owner: 'p1', cluster: 'one' },
      {
        decide: (seen) => {
          if (faulty && seen.requestId === 'request-1') throw new TypeError('undefined is not a function');
          return decide(seen);
        },
      },
    );
    const stop = new AbortController();
    const ended = plugin.run(stop.signal);
    await world.quiet();
    const first = world.cluster.add({});
    const second = world.cluster.add({});
    await world.quiet();
    expect(first.id).toBe('request-1');
    expect(world.observer.of('step-failed')).toMatchObject([
      { requestId: first.id, step: 'decide', code: 'unexpected', retryInMs: 300_000 },
    ]);
    expect(world.cluster.records.get(second.id)?.['issue_id']).toBe(world.onlyTicket().id);
    expect(plugin.status).toMatchObject({ running: 0, queued: 1 });
    faulty = false;
    plugin.lookAtRequest(first.id);
    await world.pass(299_000, 10_000);
    expect(world.cluster.records.has(first.id)).toBe(false);
    await world.pass(2_000);
    expect(world.cluster.records.get(first.id)?.['issue_id']).toBeTruthy();
    expect(world.board.tickets.size).toBe(2);
    stop.abort();
    await ended;
  });

  it('tries a ticket a few times to find out whose it is, then leaves it to the sweep', async () => {
    const world = createWorld({ sweep: false, settings: { intervalMs: 3_600_000 } });
    const ticket = world.board.create({ requestId: 'R1', by: bot });
    const { plugin, stop } = await world.start('p1');
    const error = new AccessPluginError('unavailable', 'down');
    world.faults.push(...Array.from({ length: 20 }, () => ({ call: 'tracker.read', error })));
    world.calls.length = 0;
    plugin.lookAtTicket(ticket.id);
    await world.pass(600_000, 5_000);
    expect(world.calls.filter((call) => call === 'tracker.read')).toHaveLength(6);
    expect(plugin.status.queued).toBe(0);
    await stop();
  });

  it.each([
    ['requests', 'requests.listPending'],
    ['tickets', 'tracker.list'],
  ])('reports a sweep of %s that failed, still does the other part, and sweeps again', async (part, call) => {
    const world = createWorld({ settings: { directReadsPerSweep: 0 } });
    const request = world.cluster.add({});
    const ticket = world.board.create({ requestId: 'gone', by: bot });
    world.faults.push({ call, error: new AccessPluginError('unavailable', 'down') });
    const { stop } = await world.start('p1');
    expect(world.observer.of('sweep-failed')).toEqual([{ kind: 'sweep-failed', part, error: 'down' }]);
    expect(world.observer.of('swept')).toEqual([]);
    const lookedAt = part === 'tickets' ? 'requests.get' : 'tracker.read';
    expect([world.calls.includes(lookedAt), ticket.status]).toEqual([true, 'pending']);
    await world.pass(60_000);
    expect(world.observer.of('swept')).toHaveLength(1);
    expect(world.cluster.records.has(request.id)).toBe(true);
    await stop();
  });

  it.each(['requests', 'tickets'] as const)(
    'gives a sweep of %s up that does not come back, says so, and sweeps again',
    async (part) => {
      const world = createWorld({ settings: { directReadsPerSweep: 0 } });
      const ports = world.portsOf();
      let hanging = true;
      /** A list that heeds nothing, not even the signal, until it is let go. */
      const listOf = <T>(list: () => AsyncIterable<T>) =>
        async function* () {
          if (hanging) await new Promise<never>(() => undefined);
          yield* list();
        };
      const { requests, tracker } = ports;
      const call = { signal: new AbortController().signal, deadlineMs: 1_000 };
      const listPending = listOf(() => requests.listPending(call));
      const list = listOf(() => tracker.list({ status: 'pending' }, call));
      const held =
        part === 'requests'
          ? { ...ports, requests: proxied(requests, { listPending }) }
          : { ...ports, tracker: proxied(tracker, { list }) };
      const settings = { owner: 'p1', cluster: 'one', intervalMs: 10_000, sweepTimeoutMs: 120_000 };
      const plugin = createAccessPlugin(held, settings);
      const stop = new AbortController();
      const ended = plugin.run(stop.signal);
      await world.quiet();
      await world.pass(119_000);
      expect(world.observer.of('sweep-failed')).toEqual([]);
      expect(plugin.status.sinceSweptMs).toBe(119_000);
      await world.pass(2_000);
      const error = expect.stringContaining('did not come back within 120 s') as string;
      expect(world.observer.of('sweep-failed')).toEqual([{ kind: 'sweep-failed', part, error }]);
      hanging = false;
      await world.pass(12_000);
      expect(world.observer.of('swept')).toHaveLength(1);
      expect(plugin.status.sinceSweptMs).toBeLessThan(10_000);
      stop.abort();
      await ended;
    },
  );

  it('tells what keeps some of the boards from deciding, as the tracker tells it', () => {
    const world = createWorld();
    const ports = world.portsOf();
    const settings = { owner: 'p1', cluster: 'one' };
    const faults = ['project TAR has no column for approved'];
    const tracker = proxied(ports.tracker, { faults: () => faults });
    expect(createAccessPlugin({ ...ports, tracker }, settings).status.boardFaults).toEqual(faults);
    expect(createAccessPlugin(ports, settings).status.boardFaults).toEqual([]);
  });
});

/** The port with some of its methods replaced. */
function proxied<T extends object>(port: T, methods: Partial<T>): T {
  return new Proxy(port, {
    get: (target, key, receiver): unknown => Reflect.get(key in methods ? methods : target, key, receiver),
  });
}
