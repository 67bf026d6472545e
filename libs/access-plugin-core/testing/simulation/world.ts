import { createBoard, type Board } from '../in-memory/board.ts';
import { createCluster, recordOutlivesMs, type Cluster } from '../in-memory/cluster.ts';
import type { WatchEvent } from '../../src/ports/access-requests.ts';
import { createRecorder, type Recorder } from './history.ts';
import type { Plan, Trigger, Window } from './plan.ts';
import { worldStart } from './site.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** Both outside systems, time, chance, and the memory of everything that happened. */
export interface World {
  readonly plan: Plan;
  readonly scheduler: Scheduler;
  readonly random: SeededRandom;
  readonly history: Recorder;
  readonly board: Board;
  readonly clusters: ReadonlyMap<string, Cluster>;
  /** Milliseconds since the epoch, as the outside systems know it. */
  wall(): number;
  cluster(name: string): Cluster;
  /** False once nothing goes wrong any more. */
  isStormy(): boolean;
  isIn(what: Exclude<Window['what'], object>): boolean;
  isHidden(requestId: string): boolean;
  /** Notes the new state of a ticket and tells whoever wants to know. */
  ticketChanged(ticketId: string): void;
  recordChanged(cluster: string, requestId: string): void;
  /** The plugin did something about a request. */
  triggered(on: Trigger, requestId: string): void;
  /** Hears that the streams of a cluster break, cleanly or not; gives a function that stops it. */
  onStreamDrop(cluster: string, hear: (clean: boolean) => void): () => void;
  dropStreams(cluster: string): void;
  onTicketChange(hear: (ticketId: string) => void): void;
  onTrigger(hear: (on: Trigger, requestId: string) => void): void;
}

/** The id of a planned request. */
export function requestIdOf(cluster: string, request: number): string {
  return `${cluster}-r${request}`;
}

/** A world in which nothing has happened yet. */
export function createWorld(plan: Plan, options: { readonly traced: boolean }): World {
  const scheduler = createScheduler();
  const history = createRecorder(options);
  const wall = (): number => worldStart + scheduler.now;
  const board = createBoard(wall, plan.columns);
  const clusters = new Map<string, Cluster>();
  const ticketListeners: ((ticketId: string) => void)[] = [];
  const triggerListeners: ((on: Trigger, requestId: string) => void)[] = [];
  const random = createSeededRandom(plan.seed + 1);
  const streams = new Set<{ readonly cluster: string; readonly hear: (clean: boolean) => void }>();
  for (const { cluster } of plan.deployments) {
    if (!clusters.has(cluster))
      clusters.set(cluster, rememberedCluster(cluster, { scheduler, history, wall }));
  }
  const windowsNow = (): readonly Window[] =>
    plan.windows.filter(({ from, to }) => from <= scheduler.now && scheduler.now < to);
  return {
    plan,
    scheduler,
    random,
    history,
    board,
    clusters,
    wall,
    cluster: (name) => {
      const cluster = clusters.get(name);
      if (cluster === undefined) throw new Error(`The plan has no cluster ${name}.`);
      return cluster;
    },
    isStormy: () => scheduler.now < plan.calmAt,
    isIn: (what) => windowsNow().some((window) => window.what === what),
    isHidden: (requestId) =>
      windowsNow().some(({ what }) => typeof what === 'object' && requestId.endsWith(`-r${what.hidden}`)),
    ticketChanged: (ticketId) => {
      history.ticket(ticketId, { at: scheduler.now, value: board.tickets.get(ticketId) });
      for (const hear of ticketListeners) hear(ticketId);
    },
    recordChanged: (cluster, requestId) => {
      const value = clusters.get(cluster)?.records.get(requestId);
      history.record(`${cluster}/${requestId}`, { at: scheduler.now, value });
    },
    triggered: (on, requestId) => {
      for (const hear of triggerListeners) hear(on, requestId);
    },
    onStreamDrop: (cluster, hear) => {
      const stream = { cluster, hear };
      streams.add(stream);
      return () => void streams.delete(stream);
    },
    dropStreams: (cluster) => {
      for (const stream of [...streams].filter((one) => one.cluster === cluster)) {
        streams.delete(stream);
        stream.hear(random.chance(0.5));
      }
    },
    onTicketChange: (hear) => void ticketListeners.push(hear),
    onTrigger: (hear) => void triggerListeners.push(hear),
  };
}

interface Surroundings {
  readonly scheduler: Scheduler;
  readonly history: Recorder;
  readonly wall: () => number;
}

/** A cluster whose every change is kept, and whose requests and records go away when their time has come. */
function rememberedCluster(name: string, { scheduler, history, wall }: Surroundings): Cluster {
  const cluster = createCluster(wall);
  cluster.listen((event: WatchEvent) => {
    if (event.kind === 'ready') return;
    const id = event.kind === 'put' ? event.request.id : event.requestId;
    history.request(`${name}/${id}`, { at: scheduler.now, value: cluster.requests.get(id) });
    history.tell(scheduler.now, () =>
      event.kind === 'put'
        ? `${name}: request ${id} is ${event.request.state}, ${event.request.reviews.length} reviews`
        : `${name}: request ${id} is gone`,
    );
  });
  return cluster;
}

/** Lets a request expire when its time comes, and its record an hour later. */
export function scheduleExpiry(world: World, clusterName: string, requestId: string): void {
  const cluster = world.cluster(clusterName);
  const request = cluster.requests.get(requestId);
  const { created = 0, expires = 0, pendingUntil = 0 } = request ?? {};
  const { scheduler } = world;
  // The server removes what has expired some time after the moment itself.
  const trailMs = 1_000 + world.random.int(20_000);
  scheduler.at(pendingUntil - worldStart + trailMs, () => {
    if (cluster.requests.get(requestId)?.state === 'pending') cluster.remove(requestId);
  });
  scheduler.at(expires - worldStart + trailMs, () => cluster.remove(requestId));
  scheduler.at(Math.max(expires, created) - worldStart + recordOutlivesMs, () => {
    cluster.removeRecord(requestId);
    world.recordChanged(clusterName, requestId);
  });
}
