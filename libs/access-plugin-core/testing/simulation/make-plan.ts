import type { StatusMeaning } from '../../src/domain/ticket.ts';
import { settleMs, withDefaults, type DecisionMode, type Settings } from '../../src/settings.ts';
import { plannedEvents } from './planned-events.ts';
import type { Deployment, Faults, Plan, PlannedEvent, ScheduleKind, Window } from './plan.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Decides everything about a run that can be decided before it. */
export function makePlan(seed: number, replicas: number, schedule: ScheduleKind): Plan {
  const random = createSeededRandom(seed);
  // A stream of its own: kinds of trouble that were added later leave the plans of old seeds as they were.
  const more = createSeededRandom(seed + 0x5eed_0000);
  const faultless = schedule === 'faultless';
  const settings = { ...someSettings(random), ...(faultless ? { intervalMs: day } : {}) };
  const deployments = someDeployments(random, replicas);
  const full = withDefaults({ owner: '', cluster: '', ...settings });
  const requests = random.pick(faultless ? [1, 2, 4, 8] : [1, 1, 2, 2, 3, 4]);
  const calmAt = (random.chance(0.02) ? random.between(90, 150) : random.between(4, 16)) * minute;
  const beyond = schedule === 'beyond';
  return {
    seed,
    schedule,
    deployments,
    settings,
    hasDirectory: settings.mode !== 'override' || random.chance(0.5),
    emailsShown: random.chance(0.3),
    benMayNotReview: random.chance(0.2),
    sealed: random.chance(0.2),
    original: random.chance(0.15) && !faultless,
    firstColumn: random.chance(0.1) ? 'other' : 'pending',
    columns: someColumns(random),
    columnsRenamedAt: !faultless && more.chance(0.08) ? more.int(calmAt) : Number.POSITIVE_INFINITY,
    worstLagMs: full.searchLagMs * (beyond && random.chance(0.6) ? random.between(2, 5) : 1),
    worstCommitMs: full.createBoundMs * (beyond && random.chance(0.6) ? random.between(2, 12) : 1),
    latencyMs: faultless ? random.pick([40, 400, 2_000]) : 40,
    faults: faultless ? noFaults : someFaults(random, beyond),
    windows: faultless ? [] : [...someWindows(random, { calmAt, requests }), ...moreWindows(more, calmAt)],
    events: [
      ...plannedEvents(random, { calmAt, requests, deployments, schedule, settleMs: settleMs(full) }),
      ...(faultless ? [] : setBacks(more, { calmAt, requests })),
    ].toSorted((a, b) => a.at - b.at),
    calmAt,
  };
}

/** The default most often, `off` seldom. */
const modes: readonly [DecisionMode, ...DecisionMode[]] = [
  'override',
  'override',
  'override',
  'override',
  'review',
  'review-for-user',
  'review-for-user',
  'off',
];

function someSettings(random: SeededRandom): Partial<Settings> & { readonly mode: DecisionMode } {
  return {
    mode: random.pick(modes),
    searchLagMs: random.pick([5_000, 30_000, 120_000]),
    intervalMs: random.pick([60_000, 120_000, 180_000]),
    automationAccounts: random.chance(0.3) ? ['auto'] : [],
    trustedCreators: random.chance(0.2) ? ['oldbot'] : [],
    parallelism: random.pick([1, 2, 8]),
    maxBackoffMs: random.pick([60_000, 120_000, 300_000]),
  };
}

/** One deployment, at times a second one: another cluster on the same board, or another instance on the same cluster. */
function someDeployments(random: SeededRandom, replicas: number): readonly Deployment[] {
  const first = { cluster: 'alpha', instance: 'default', replicas };
  const second = random.pick<Deployment | undefined>([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    { cluster: 'beta', instance: 'default', replicas: 1 },
    { cluster: 'alpha', instance: 'second', replicas: 1 },
  ]);
  return second === undefined ? [first] : [first, second];
}

function someColumns(random: SeededRandom): readonly StatusMeaning[] {
  const all: readonly StatusMeaning[] = ['pending', 'approved', 'denied', 'expired', 'other'];
  return random.chance(0.08) ? all.filter((meaning) => meaning !== 'expired') : all;
}

/** Everything goes well. */
export const noFaults: Faults = {
  refused: 0,
  answerLost: 0,
  requestLost: 0,
  lateCommit: 0,
  crash: 0,
  pause: 0,
  contention: 0,
  stale: 0,
  sendWait: 0,
  webhookLoss: 0,
  streamTrouble: 0,
  pauseAfterCheck: 0,
  staleTicket: 0,
};

/** Most seeds have a few kinds of trouble; some have none, some all. */
function someFaults(random: SeededRandom, beyond: boolean): Faults {
  const level = random.pick([0, 0.3, 1, 1, 2]);
  const some = (probability: number): number => (random.chance(0.6) ? probability * level : 0);
  return {
    refused: some(0.02),
    answerLost: some(0.03),
    requestLost: some(0.02),
    lateCommit: some(0.03),
    crash: some(0.015),
    pause: some(0.01),
    contention: some(0.05),
    stale: some(0.05),
    sendWait: some(0.08),
    webhookLoss: random.pick([0, 0.3, 1]),
    streamTrouble: some(0.1),
    pauseAfterCheck: beyond ? some(0.1) : 0,
    staleTicket: beyond ? some(0.05) : 0,
  };
}

function someWindows(random: SeededRandom, given: { calmAt: number; requests: number }): readonly Window[] {
  const windows: Window[] = [];
  const count = random.pick([0, 0, 1, 2, 3]);
  for (let made = 0; made < count; made += 1) {
    const from = random.int(given.calmAt);
    const what = random.pick<Window['what']>([
      'tracker-down',
      'tracker-5xx',
      'tracker-429',
      'token-dead',
      'teleport-down',
      'directory-down',
      { hidden: random.int(given.requests) },
    ]);
    // A request that stays away from every answer for minutes counts as gone, by design.
    const longest = typeof what === 'object' ? 45_000 : random.pick([30_000, 180_000, 3_600_000]);
    windows.push({ from, to: Math.min(given.calmAt, from + random.between(1_000, longest)), what });
  }
  return windows;
}

/** What real servers and sites do beside plain outages; one seed in five has some of it. */
/** An administrator sets a request back to pending, after it was approved on the board or anywhere. */
function setBacks(
  random: SeededRandom,
  { calmAt, requests }: { calmAt: number; requests: number },
): readonly PlannedEvent[] {
  if (!random.chance(0.15)) return [];
  const at = () => random.int(calmAt);
  const event = (): PlannedEvent => ({
    kind: 'action',
    at: at(),
    request: random.int(requests),
    action: { do: 'set-back' },
  });
  return random.chance(0.3) ? [event(), event()] : [event()];
}

function moreWindows(random: SeededRandom, calmAt: number): readonly Window[] {
  if (!random.chance(0.2)) return [];
  const from = random.int(calmAt);
  const what = random.pick<Window['what']>([
    'tracker-hangs',
    'creates-5xx',
    'board-incomplete',
    'rights-missing',
  ]);
  return [{ from, to: Math.min(calmAt, from + random.between(5_000, 180_000)), what }];
}
