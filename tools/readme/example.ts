import { setTimeout as sleep } from 'node:timers/promises';
import { createAccessPlugin, type Clock, type Ports } from '@org/access-plugin-core';
import {
  createBoard,
  createCluster,
  createInMemoryAccessRequests,
  createInMemoryPluginDataStore,
  createInMemoryTracker,
  createRecordingObserver,
} from '@org/access-plugin-core/testing';

const now = () => Date.now();
const bot = { id: 'bot', kind: 'human', active: true, displayName: 'Plugin' } as const;
const ann = { id: 'ann', kind: 'human', active: true, displayName: 'Ann' } as const;
const clock: Clock = {
  wall: now,
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** Both worlds in memory: a request becomes a ticket, and the ticket that Ann moves becomes a decision. */
export async function requestBecomesDecision(signal: AbortSignal): Promise<string | undefined> {
  const cluster = createCluster(now);
  const board = createBoard(now);
  const ports: Ports = {
    requests: createInMemoryAccessRequests(cluster, { self: 'access-plugin', now }),
    pluginData: createInMemoryPluginDataStore(cluster),
    tracker: createInMemoryTracker(board, { account: bot, instance: 'default', now }), // yours goes here
    clock,
    random: { next: Math.random },
    observer: createRecordingObserver(),
  };
  const plugin = createAccessPlugin(ports, { owner: crypto.randomUUID(), cluster: 'example.com' });
  const stop = new AbortController();
  const ended = plugin.run(AbortSignal.any([signal, stop.signal]));

  const request = cluster.add({ user: 'alice', roles: ['editor'] });
  while (board.tickets.size === 0) await sleep(5, undefined, { signal });
  for (const ticket of board.tickets.values()) {
    board.move(ticket.id, { by: ann, to: 'approved' });
    plugin.lookAtTicket(ticket.id); // what a webhook says
  }
  while (cluster.requests.get(request.id)?.state === 'pending') await sleep(5, undefined, { signal });

  stop.abort();
  await ended;
  return cluster.requests.get(request.id)?.state;
}
