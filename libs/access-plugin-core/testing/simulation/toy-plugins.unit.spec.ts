import { expect, it } from 'vitest';
import type { Call } from '../../src/ports/call.ts';
import { makePlan, noFaults } from './make-plan.ts';
import type { Plan } from './plan.ts';
import type { MakePlugin } from './replicas.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

/** A world in which little happens: one request, one process, no trouble. */
const quiet: Plan = {
  ...makePlan(7, 1, 'within'),
  deployments: [{ cluster: 'alpha', instance: 'default', replicas: 1 }],
  original: false,
  sealed: false,
  firstColumn: 'pending',
  columns: ['pending', 'approved', 'denied', 'expired', 'other'],
  faults: noFaults,
  windows: [],
  calmAt: 600_000,
  events: [
    {
      kind: 'request',
      at: 60_000,
      request: 0,
      cluster: 'alpha',
      requestKind: 'undefined',
      thresholds: [],
      pendingForMs: 90_000_000,
      accessForMs: 90_000_000,
    },
    { kind: 'restart', at: 200_000, replica: 0 },
  ],
};

const rulesOf = async (plan: Plan, make: MakePlugin): Promise<readonly string[]> => {
  const { violations } = await simulate(plan, { make });
  return [...new Set(violations.map(({ rule }) => rule))];
};

const idle: MakePlugin = () => ({
  run: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  lookAtTicket: () => undefined,
});

/** Makes a ticket for everything it hears of, and remembers nothing. */
const eager: MakePlugin = ({ requests, tracker }, { cluster, instance = '' }) => ({
  run: async (signal) => {
    const call: Call = { signal, deadlineMs: 10_000 };
    for await (const event of requests.watch(call)) {
      if (event.kind !== 'put') continue;
      const origin = { cluster, instance, epoch: 1 };
      for (let made = 0; made < 2; made += 1) {
        await tracker.create({ request: event.request, origin }, { ...call, beforeSend: () => undefined });
      }
    }
  },
  lookAtTicket: () => undefined,
});

const hasty: MakePlugin = () => ({ run: async () => undefined, lookAtTicket: () => undefined });

it('misses the ticket that a plugin which does nothing does not make', async () => {
  expect(await rulesOf(quiet, idle)).toEqual(['pending-requests-have-a-ticket']);
});

it('objects to two tickets for one request, made under no claim', async () => {
  const rules = await rulesOf(quiet, eager);
  expect(rules).toContain('one-open-ticket');
  expect(rules).toContain('extras-are-not-made');
  expect(rules).toContain('creates-stay-in-their-window');
  expect(rules).toContain('one-unknown-create-an-epoch');
});

it('objects to a plugin that ends by itself', async () => {
  expect(await rulesOf(quiet, hasty)).toContain('processes-live');
});

it('shrinks a failing plan to the one event that it takes', async () => {
  const plan = makePlan(4, 2, 'within');
  const shortest = await shrink(plan, { make: idle, rule: 'pending-requests-have-a-ticket' });
  expect(shortest.plan.events.map(({ kind }) => kind)).toEqual(['request']);
  expect(shortest.plan.deployments.map(({ replicas }) => replicas)).toEqual([1]);
  expect(shortest.trace.join('\n')).toContain('is pending');
});
