import { settleMs, withDefaults, type Settings } from '../../src/settings.ts';
import type { Plan, PlannedEvent } from './plan.ts';
import { createPeople, type People } from './people.ts';
import { createReplicas, type MakePlugin, type Replicas } from './replicas.ts';
import { startOriginalPlugin } from './original-plugin.ts';
import { judge } from './oracle/judge.ts';
import type { Evidence, Violation } from './oracle/evidence.ts';
import { createWorld, requestIdOf, type World } from './world.ts';

/** What a run came to. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** Tickets made beyond one for a request. */
  readonly extraTickets: number;
  /** Notes written although one with the same key stood there. */
  readonly doubledNotes: number;
  /** What happened, a line each; empty unless asked for. */
  readonly trace: readonly string[];
}

/** How a plan is run. */
export interface RunOptions {
  readonly make: MakePlugin;
  /** Keep the trace. Default: false. */
  readonly traced?: boolean;
}

const minute = 60_000;
/** Every hint has come by then and been answered, claims handed over included; long before anything would be swept. */
const withoutSweepsMs = 5 * minute;

/** Runs a plan to its end and judges it. The same plan gives the same outcome, every time. */
export async function simulate(plan: Plan, options: RunOptions): Promise<Outcome> {
  const world = createWorld(plan, { traced: options.traced ?? false });
  const people = createPeople(world);
  const replicas = createReplicas(world, options.make);
  for (const event of plan.events)
    world.scheduler.at(event.at, () => happen(world, { people, replicas }, event));
  sendWebhooks(world, replicas);
  if (plan.original) startOriginalPlugin(world);
  world.scheduler.at(0, () => replicas.startAll());
  world.scheduler.at(plan.calmAt, () => replicas.calm());
  const evidence = await runToRest(world, replicas);
  const effects = world.history.effects;
  return {
    seed: plan.seed,
    violations: judge(evidence),
    extraTickets: countExtras(effects),
    doubledNotes: effects.filter((effect) => effect.kind === 'note' && effect.doubled).length,
    trace: world.history.trace,
  };
}

/** The storm, then time enough to finish everything, then a while in which nothing may be written any more. */
async function runToRest(world: World, replicas: Replicas): Promise<Evidence> {
  const { plan, scheduler, history } = world;
  const settings = withDefaults({ owner: '', cluster: '', ...plan.settings });
  const sweeps = plan.schedule !== 'faultless';
  const restAt = plan.calmAt + (sweeps ? timeToSettleMs(settings, plan) : withoutSweepsMs);
  const endAt = restAt + (sweeps ? 2 * settings.intervalMs + plan.worstLagMs : minute);
  await scheduler.runUntil(endAt);
  return {
    plan,
    settings,
    history,
    board: world.board,
    clusters: world.clusters,
    replicas: replicas.all,
    restAt,
    endAt,
  };
}

/** A claim may have to be waited out, a back-off to its end, an absence to be confirmed, and each may follow on the other. */
function timeToSettleMs(settings: Settings, plan: Plan): number {
  return (
    plan.worstLagMs +
    plan.worstCommitMs +
    settleMs(settings) +
    settings.maxBackoffMs +
    4 * settings.intervalMs +
    2 * settings.handoverMs +
    4 * minute
  );
}

function happen(
  world: World,
  { people, replicas }: { readonly people: People; readonly replicas: Replicas },
  event: PlannedEvent,
): void {
  switch (event.kind) {
    case 'request':
      return people.asks(event);
    case 'action':
      return people.acts(event.request, event.action);
    case 'reflex':
      return people.waits(event);
    case 'crash':
      return replicas.kill(event.replica, event.downForMs);
    case 'restart':
      return replicas.restart(event.replica);
    case 'pause':
      return replicas.pause(event.replica, event.forMs);
    case 'drop-streams':
      return world.dropStreams(event.cluster);
    case 'forged-webhook':
      return replicas.webhook(forgedTicket(world, event.request), 0);
  }
}

/** A forged delivery names a stranger's ticket where there is one, else one that does not exist. */
function forgedTicket(world: World, request: number): string {
  const requestId = requestIdOf('alpha', request);
  const stranger = [...world.board.tickets.values()].find(
    (ticket) => ticket.requestId === requestId && ticket.creatorId !== 'bot',
  );
  return stranger?.id ?? '999999';
}

/** The tracker tells of every change: late, twice, or not at all. */
function sendWebhooks(world: World, replicas: Replicas): void {
  const { random, plan } = world;
  world.onTicketChange((ticketId) => {
    const stormy = world.isStormy();
    if (random.chance(plan.faults.webhookLoss)) return;
    replicas.webhook(ticketId, 20 + random.int(stormy && random.chance(0.1) ? 60_000 : 500));
    if (stormy && random.chance(0.1)) replicas.webhook(ticketId, random.int(30_000));
  });
}

function countExtras(effects: Evidence['history']['effects']): number {
  const made = new Map<string, number>();
  for (const effect of effects) {
    if (effect.kind !== 'create') continue;
    const key = `${effect.cluster}/${effect.requestId}`;
    made.set(key, (made.get(key) ?? 0) + 1);
  }
  return [...made.values()].reduce((extras, count) => extras + count - 1, 0);
}
