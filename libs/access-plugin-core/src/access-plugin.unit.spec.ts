import { describe, expect, it } from 'vitest';
import type { Ports } from './ports/ports.ts';
import {
  createBoard,
  createCluster,
  createInMemoryAccessRequests,
  createInMemoryPluginDataStore,
  createInMemoryTracker,
  createManualClock,
  createRecordingObserver,
} from './testing/index.ts';
import { createAccessPlugin } from './access-plugin.ts';
import type { Settings } from './settings.ts';

const bot = { id: 'bot', kind: 'human', active: true, displayName: 'Plugin' } as const;
const ann = { id: 'ann', kind: 'human', active: true, displayName: 'Ann' } as const;

/** Both sides in memory, a clock that stands still, and every call counted. */
function world(settings: Partial<Settings> = {}) {
  const clock = createManualClock();
  const cluster = createCluster(() => clock.wall());
  const board = createBoard(() => clock.wall());
  const observer = createRecordingObserver();
  const calls: string[] = [];
  const counted = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          calls.push(`${name}.${String(key)}`);
          return Reflect.apply(value, target, args);
        };
      },
    });
  const start = (owner: string) => {
    const ports: Ports = {
      requests: counted(
        'requests',
        createInMemoryAccessRequests(cluster, { self: 'access-plugin', now: () => clock.wall() }),
      ),
      pluginData: counted('pluginData', createInMemoryPluginDataStore(cluster)),
      tracker: counted(
        'tracker',
        createInMemoryTracker(board, { account: bot, instance: 'default', now: () => clock.wall() }),
      ),
      clock,
      random: { next: () => 0.5 },
      observer,
    };
    const plugin = createAccessPlugin(ports, { owner, cluster: 'one', ...settings });
    const stop = new AbortController();
    const ended = plugin.run(stop.signal);
    return { plugin, stop: () => (stop.abort(), ended) };
  };
  const quiet = async () => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };
  return { clock, cluster, board, observer, calls, start, quiet };
}

describe('an access plugin over ports in memory', () => {
  it('opens a ticket with a claim, a create and a record, then reads it once', async () => {
    const { calls, cluster, board, start, quiet } = world();
    const plugin = start('p1');
    await quiet();
    calls.length = 0;
    const { id } = cluster.add({ user: 'alice', roles: ['editor'] });
    await quiet();
    expect(calls).toEqual([
      'pluginData.compareAndSwap',
      'tracker.create',
      'pluginData.compareAndSwap',
      'tracker.read',
    ]);
    expect([...board.tickets.values()].map((ticket) => ticket.requestId)).toEqual([id]);
    await plugin.stop();
  });

  it('carries a moved card over with one round of reads and one decision, then notes and marks it', async () => {
    const { calls, cluster, board, start, quiet } = world();
    const plugin = start('p1');
    await quiet();
    const { id } = cluster.add({ user: 'alice', roles: ['editor'] });
    await quiet();
    const ticket = [...board.tickets.values()][0]!;
    board.move(ticket.id, { by: ann, to: 'approved' });
    calls.length = 0;
    plugin.plugin.lookAtTicket(ticket.id);
    await quiet();
    expect(cluster.requests.get(id)?.state).toBe('approved');
    expect(calls.slice(0, 4).toSorted()).toEqual([
      'pluginData.read',
      'requests.get',
      'requests.resolve',
      'tracker.read',
    ]);
    expect(calls[3]).toBe('requests.resolve');
    expect(calls.slice(4)).toEqual(['tracker.addNote', 'pluginData.compareAndSwap']);
    expect(cluster.records.get(id)).toMatchObject({ resolution: 'approved', issue_id: ticket.id });
    await plugin.stop();
  });

  it('moves the card of a request resolved elsewhere with one call', async () => {
    const { calls, cluster, board, start, quiet } = world();
    const plugin = start('p1');
    await quiet();
    const { id } = cluster.add({ user: 'alice', roles: ['editor'] });
    await quiet();
    calls.length = 0;
    cluster.setState(id, 'denied', 'no');
    await quiet();
    expect(calls[0]).toBe('tracker.move');
    expect([...board.tickets.values()][0]?.status).toBe('denied');
    await plugin.stop();
  });

  it('stops without leaving a sleeper behind', async () => {
    const { clock, start, quiet } = world();
    const plugin = start('p1');
    await quiet();
    await plugin.stop();
    expect(clock.sleepers).toBe(0);
  });
});
