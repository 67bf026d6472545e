import type { Observer, Report } from '../../src/ports/observer.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { RequiredSettings, Settings } from '../../src/settings.ts';
import { clockOf, deliver, type Incarnation } from './incarnation.ts';
import { createSeededRandom } from './seeded-random.ts';
import { simulatedSealer } from './simulated-sealer.ts';
import { simulatedDirectory, simulatedStore } from './simulated-store.ts';
import { simulatedRequests } from './simulated-requests.ts';
import { simulatedTracker } from './simulated-tracker.ts';
import type { World } from './world.ts';

/** As much of an access plugin as the world has to know. */
export interface SimulatedPlugin {
  run(signal: AbortSignal): Promise<void>;
  lookAtTicket(ticketId: string): void;
}

/** Makes the plugin that is to be tried. */
export type MakePlugin = (ports: Ports, settings: RequiredSettings & Partial<Settings>) => SimulatedPlugin;

/** A process and what it said about itself. */
export interface Replica {
  readonly incarnation: Incarnation;
  readonly reports: readonly Report[];
  /** Why it ended although nobody told it to. */
  readonly failure: () => string | undefined;
}

/** The processes of all deployments, in one row. */
export interface Replicas {
  readonly all: readonly Replica[];
  startAll(): void;
  kill(slot: number, downForMs: number): void;
  /** Asks the process to stop, as SIGTERM does, and starts another. */
  restart(slot: number): void;
  pause(slot: number, forMs: number): void;
  /** Ends all trouble: whatever is down is started, whatever stands still goes on. */
  calm(): void;
  /** Tells one process of each deployment, as a load balancer would, to look at a ticket. */
  webhook(ticketId: string, delayMs: number): void;
}

interface Running {
  readonly incarnation: Incarnation;
  readonly plugin: SimulatedPlugin;
}

interface Slot {
  readonly deployment: Incarnation['deployment'];
  generation: number;
  current: Running | undefined;
}

/** Prepares the processes of a world; none runs yet. */
export function createReplicas(world: World, make: MakePlugin): Replicas {
  const { scheduler } = world;
  const all: Replica[] = [];
  const slots: Slot[] = world.plan.deployments.flatMap((deployment) =>
    Array.from({ length: deployment.replicas }, () => ({ deployment, generation: 0, current: undefined })),
  );

  const start = (slot: number): void => {
    const place = slots[slot];
    if (place === undefined || place.current !== undefined) return;
    place.generation += 1;
    const started = startProcess(world, make, {
      slot,
      generation: place.generation,
      deployment: place.deployment,
      died: () => kill(slot, world.random.int(20_000)),
    });
    place.current = started;
    all.push(started.replica);
  };
  const kill = (slot: number, downForMs: number): void => {
    const place = slots[slot];
    if (place?.current === undefined) return;
    place.current.incarnation.alive = false;
    world.history.tell(scheduler.now, () => `replica ${slot} is killed`);
    place.current = undefined;
    scheduler.at(Math.min(scheduler.now + downForMs, world.plan.calmAt), () => start(slot));
  };
  return {
    all,
    startAll: () => slots.forEach((_, slot) => start(slot)),
    kill,
    restart: (slot) => {
      const place = slots[slot];
      if (place?.current === undefined) return;
      scheduler.touch();
      place.current.incarnation.stop.abort();
      place.current = undefined;
      start(slot);
    },
    pause: (slot, forMs) => {
      const incarnation = slots[slot]?.current?.incarnation;
      if (incarnation !== undefined) incarnation.pausedUntil = scheduler.now + forMs;
    },
    calm: () => {
      for (const { incarnation } of all)
        incarnation.pausedUntil = Math.min(incarnation.pausedUntil, scheduler.now);
      slots.forEach((_, slot) => start(slot));
    },
    webhook: (ticketId, delayMs) => {
      for (const { incarnation, plugin } of receivers(world, slots)) {
        const run = (): void => {
          world.history.hint({ by: incarnation, ticketId, at: scheduler.now });
          plugin.lookAtTicket(ticketId);
        };
        deliver(world, incarnation, { at: scheduler.now + delayMs, run });
      }
    },
  };
}

/** One live process of each deployment, as a load balancer would choose. */
function receivers({ plan, random }: World, slots: readonly Slot[]): readonly Running[] {
  return plan.deployments.flatMap((deployment) => {
    const ready = slots.flatMap((slot) =>
      slot.deployment === deployment && slot.current !== undefined ? [slot.current] : [],
    );
    const one = ready[random.int(ready.length)];
    return one === undefined ? [] : [one];
  });
}

interface Start {
  readonly slot: number;
  readonly generation: number;
  readonly deployment: Incarnation['deployment'];
  readonly died: () => void;
}

function startProcess(world: World, make: MakePlugin, given: Start) {
  const { slot, generation, deployment, died } = given;
  const name = `${deployment.cluster}/${deployment.instance}/${slot}.${generation}`;
  const incarnation: Incarnation = {
    name,
    owner: `owner-${slot}-${generation}`,
    deployment,
    slot,
    stop: new AbortController(),
    alive: true,
    pausedUntil: 0,
    inFlight: 0,
    mostInFlight: 0,
    died,
  };
  const reports: Report[] = [];
  const observer: Observer = {
    report: (report) => {
      reports.push(report);
      world.history.tell(world.scheduler.now, () => `${name} reports ${JSON.stringify(report)}`);
    },
  };
  const plugin = make(portsOf(world, incarnation, observer), {
    ...world.plan.settings,
    owner: incarnation.owner,
    cluster: deployment.cluster,
    instance: deployment.instance,
  });
  let failure: string | undefined;
  world.scheduler.touch();
  plugin.run(incarnation.stop.signal).then(
    () => {
      if (!incarnation.stop.signal.aborted) failure = 'it stopped although nobody told it to';
    },
    (error: unknown) => {
      failure = `it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    },
  );
  world.history.tell(world.scheduler.now, () => `${name} starts`);
  const replica: Replica = { incarnation, reports, failure: () => failure };
  return { incarnation, plugin, replica };
}

function portsOf(world: World, incarnation: Incarnation, observer: Observer): Ports {
  const skewMs = world.random.between(-20_000, 20_000);
  return {
    requests: simulatedRequests(world, incarnation),
    pluginData: simulatedStore(world, incarnation),
    tracker: simulatedTracker(world, incarnation),
    clock: clockOf(world, incarnation, skewMs),
    random: createSeededRandom(world.random.int(1_000_000_000)),
    observer,
    ...(world.plan.sealed ? { sealer: simulatedSealer } : {}),
    ...(world.plan.hasDirectory ? { directory: simulatedDirectory(world, incarnation) } : {}),
  };
}
