import { expect, it } from 'vitest';
import { createAccessPlugin } from '../../src/access-plugin.ts';
import { makePlan } from './make-plan.ts';
import { simulate } from './simulate.ts';

/** How to run one seed again, for the message of a failure. */
function replay(seed: number, replicas: number, schedule: string): string {
  return `npm run sim -- --seeds 1 --from ${seed} --replicas ${replicas} --schedule ${schedule} --trace`;
}

it.each([
  { replicas: 1, from: 1, seeds: 250 },
  { replicas: 2, from: 251, seeds: 300 },
  { replicas: 3, from: 551, seeds: 300 },
  { replicas: 5, from: 851, seeds: 50 },
])('finds nothing wrong in $seeds seeds with $replicas replicas', async ({ replicas, from, seeds }) => {
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { violations, extraTickets } = await simulate(makePlan(seed, replicas, 'within'), {
      make: createAccessPlugin,
    });
    expect({ violations, extraTickets }, replay(seed, replicas, 'within')).toEqual({
      violations: [],
      extraTickets: 0,
    });
  }
});

it('finds nothing wrong in 100 seeds that go beyond what the promise rests on', async () => {
  for (let seed = 1_001; seed <= 1_100; seed += 1) {
    const { violations } = await simulate(makePlan(seed, 3, 'beyond'), { make: createAccessPlugin });
    expect(violations, replay(seed, 3, 'beyond')).toEqual([]);
  }
});

it('finds nothing that waits for a sweep in 150 seeds without faults', async () => {
  for (let seed = 1_101; seed <= 1_250; seed += 1) {
    const { violations } = await simulate(makePlan(seed, 3, 'faultless'), { make: createAccessPlugin });
    expect(violations, replay(seed, 3, 'faultless')).toEqual([]);
  }
});

it('gives the same trace for the same seed', async () => {
  for (const seed of [3, 14, 159]) {
    const plan = makePlan(seed, 3, 'within');
    const [one, two] = [
      await simulate(plan, { make: createAccessPlugin, traced: true }),
      await simulate(plan, { make: createAccessPlugin, traced: true }),
    ];
    expect(one.trace.length).toBeGreaterThan(20);
    expect(two).toEqual(one);
  }
});
