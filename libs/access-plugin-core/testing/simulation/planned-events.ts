import type { StatusMeaning } from '../../src/domain/ticket.ts';
import type { AccountName } from './accounts.ts';
import type { Action, Deployment, PlannedEvent, ScheduleKind, Target, Trigger } from './plan.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What the events of a plan have to fit. */
export interface EventFrame {
  readonly calmAt: number;
  readonly requests: number;
  readonly deployments: readonly Deployment[];
  readonly schedule: ScheduleKind;
  readonly settleMs: number;
}

const minute = 60_000;

/** Requests, people, crashes: everything that is going to happen, in order of time. */
export function plannedEvents(random: SeededRandom, frame: EventFrame): readonly PlannedEvent[] {
  const events: PlannedEvent[] = [];
  for (let request = 0; request < frame.requests; request += 1) {
    const made = newRequest(random, frame, request);
    events.push(made);
    if (random.chance(0.4)) events.push(plainVerdict(random, frame, made));
    const actions = random.pick([0, 1, 2, 3, 4, 6]);
    for (let done = 0; done < actions; done += 1) {
      const event = somethingDone(random, { frame, request, from: made.at });
      events.push(event);
      // People change their minds, or two of them act at once.
      if (random.chance(0.25)) events.push(secondThought(random, frame, event));
    }
  }
  if (frame.schedule === 'faultless')
    return [...events.filter(isTold), ...rush(random, frame)].toSorted(byTime);
  const troubles = random.pick([0, 0, 1, 2, 4]);
  for (let made = 0; made < troubles; made += 1) events.push(trouble(random, frame));
  return events.toSorted(byTime);
}

function byTime(a: PlannedEvent, b: PlannedEvent): number {
  return a.at - b.at;
}

/** An end whose note is deleted counts as unproven, and an absence is believed only after intervals: no hint can help. */
function isTold(event: PlannedEvent): boolean {
  return !('action' in event) || event.action.do !== 'delete-note';
}

/** Everybody works on the board at once: each card is touched, and moved while the first touch is still being read. */
function rush(random: SeededRandom, frame: EventFrame): readonly PlannedEvent[] {
  const at = Math.floor(frame.calmAt * 0.75);
  return Array.from({ length: frame.requests }, (_, request): readonly PlannedEvent[] => {
    const first = at + random.int(1_000);
    const touch: Action = { do: 'comment', by: 'ulf', text: 'looking', forgesKey: false };
    const decide: Action = {
      do: 'move',
      by: random.pick(['ann', 'ben']),
      to: random.pick(['approved', 'denied']),
      target: 'recorded',
    };
    return [
      { kind: 'action', at: first, request, action: touch },
      { kind: 'action', at: first + random.int(3_000), request, action: decide },
    ];
  }).flat();
}

type NewRequest = Extract<PlannedEvent, { kind: 'request' }>;

function newRequest(random: SeededRandom, frame: EventFrame, request: number): NewRequest {
  const { calmAt, deployments } = frame;
  const at = random.int(Math.floor(calmAt * 0.7));
  const other = deployments[1]?.cluster ?? 'alpha';
  // Either everything ends in the storm, or nothing ends until the run is over: the end of the run is for rest.
  const stormLeft = calmAt - at;
  const longLived = random.chance(0.6);
  const pendingForMs = longLived
    ? calmAt + 240 * minute
    : random.between(Math.min(minute, stormLeft - 1), stormLeft);
  return {
    kind: 'request',
    at,
    request,
    cluster: random.chance(0.3) ? other : 'alpha',
    requestKind: random.pick(['undefined', 'undefined', 'short-term', 'long-term']),
    thresholds: [{ name: 'default', approve: random.pick([1, 1, 2]), deny: 1 }],
    pendingForMs,
    accessForMs: longLived
      ? pendingForMs + minute
      : random.pick([pendingForMs, stormLeft, calmAt + 240 * minute]),
  };
}

function somethingDone(
  random: SeededRandom,
  given: { readonly frame: EventFrame; readonly request: number; readonly from: number },
): PlannedEvent {
  const { frame, request, from } = given;
  const at = from + random.int(Math.max(1, frame.calmAt - from));
  const action = someAction(random, frame);
  if (!random.chance(0.4)) return { kind: 'action', at, request, action };
  return {
    kind: 'reflex',
    at: from + random.int(Math.max(1, Math.floor((frame.calmAt - from) / 2))),
    request,
    on: random.pick<Trigger>(['create', 'move', 'note', 'swap', 'decision']),
    skip: random.int(3),
    delayMs: random.pick([0, 1, 50, 400, 3_000, 20_000]),
    action,
  };
}

/** What the board is there for: somebody who may decide does. */
function plainVerdict(random: SeededRandom, frame: EventFrame, made: NewRequest): PlannedEvent {
  const { at, request } = made;
  return {
    kind: 'action',
    at: at + random.int(frame.calmAt - at),
    request,
    action: {
      do: 'move',
      by: random.pick(['ann', 'ben']),
      to: random.pick(['approved', 'denied']),
      target: 'recorded',
    },
  };
}

function secondThought(random: SeededRandom, frame: EventFrame, event: PlannedEvent): PlannedEvent {
  const laterMs = random.pick([10, 500, 5_000, 30_000]);
  const action: Action = {
    do: 'move',
    by: random.pick(people),
    to: random.pick<StatusMeaning>(['approved', 'denied', 'denied', 'pending']),
    target: 'recorded',
  };
  if (event.kind === 'reflex') return { ...event, delayMs: event.delayMs + laterMs, action };
  const request = event.kind === 'action' ? event.request : 0;
  return { kind: 'action', at: Math.min(frame.calmAt, event.at + laterMs), request, action };
}

const people: readonly [AccountName, ...AccountName[]] = [
  'ann',
  'ann',
  'ann',
  'ben',
  'ben',
  'rita',
  'ulf',
  'ian',
  'auto',
  'bot',
  'ghost',
];

function someAction(random: SeededRandom, frame: EventFrame): Action {
  const by = random.pick(people);
  switch (
    random.pick([
      'move',
      'move',
      'move',
      'move',
      'move',
      'review',
      'review',
      'state',
      'board',
      'board',
      'copy',
    ])
  ) {
    case 'move': {
      const to = random.pick<StatusMeaning>([
        'approved',
        'approved',
        'denied',
        'pending',
        'expired',
        'other',
      ]);
      const target = random.pick<Target>(['recorded', 'recorded', 'recorded', 'any', 'extra', 'stranger']);
      return { do: 'move', by, to, target };
    }
    case 'review':
      return {
        do: 'review',
        by: random.pick(['ann', 'ben', 'carl']),
        to: random.pick(['approved', 'denied']),
      };
    case 'state':
      return random.chance(0.4)
        ? random.pick<Action>([{ do: 'delete-request' }, { do: 'delete-request' }, { do: 'forge-seal' }])
        : { do: 'set-state', to: random.pick(['approved', 'denied', 'promoted']) };
    case 'copy':
      return copied(random, by, frame);
    default:
      return onTheBoard(random, by);
  }
}

/** Somebody opens a ticket with the same properties; an account that the operator trusts may be that somebody. */
function copied(random: SeededRandom, by: AccountName, frame: EventFrame): Action {
  if (random.chance(0.2))
    return { do: 'copy', by: 'oldbot', status: 'pending', withOrigin: frame.schedule === 'beyond' };
  const stranger = by === 'bot' || by === 'ghost' ? 'ulf' : by;
  return {
    do: 'copy',
    by: stranger,
    status: random.pick(['pending', 'approved']),
    withOrigin: random.chance(0.5),
  };
}

function onTheBoard(random: SeededRandom, by: AccountName): Action {
  const person = by === 'bot' || by === 'ghost' ? 'ann' : by;
  return random.pick<Action>([
    { do: 'comment', by: person, text: 'reason: because I say so', forgesKey: random.chance(0.3) },
    { do: 'edit', by: person },
    { do: 'edit', by: person },
    { do: 'relocate', by: person, what: random.pick(['project', 'type']) },
    { do: 'delete-note' },
    { do: 'strip-properties', keepRequest: random.chance(0.5) },
    { do: 'delete-ticket' },
  ]);
}

function trouble(random: SeededRandom, frame: EventFrame): PlannedEvent {
  const at = random.int(frame.calmAt);
  const replicas = frame.deployments.reduce((sum, deployment) => sum + deployment.replicas, 0);
  const replica = random.int(replicas);
  switch (random.pick(['crash', 'crash', 'restart', 'pause', 'stream', 'forged'])) {
    case 'crash': {
      const downForMs = random.pick([100, 5_000, 60_000, 600_000, 3 * frame.calmAt]);
      return { kind: 'crash', at, replica, downForMs };
    }
    case 'restart':
      return { kind: 'restart', at, replica };
    case 'pause': {
      return {
        kind: 'pause',
        at,
        replica,
        forMs: random.between(100, random.pick([5_000, 30_000, 2 * frame.settleMs])),
      };
    }
    case 'stream':
      return { kind: 'drop-streams', at, cluster: random.pick(['alpha', 'beta']) };
    default:
      return { kind: 'forged-webhook', at, request: random.int(frame.requests) };
  }
}
