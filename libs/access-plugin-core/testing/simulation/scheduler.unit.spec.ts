import { expect, it } from 'vitest';
import { createScheduler } from './scheduler.ts';

it('runs what was put on it in order of time, then of putting', async () => {
  const scheduler = createScheduler();
  const ran: string[] = [];
  for (const [at, name] of [
    [30, 'c'],
    [10, 'a'],
    [30, 'd'],
    [20, 'b'],
    [40, 'never'],
  ] as const) {
    scheduler.at(at, () => ran.push(`${name}@${scheduler.now}`));
  }
  await scheduler.runUntil(35);
  expect(ran).toEqual(['a@10', 'b@20', 'c@30', 'd@30']);
  expect(scheduler.now).toBe(35);
});

it('keeps its order however much is put on it', async () => {
  const scheduler = createScheduler();
  const ran: number[] = [];
  for (let put = 0; put < 500; put += 1) {
    const at = (put * 7_919) % 1_000;
    scheduler.at(at, () => ran.push(at));
  }
  await scheduler.runUntil(1_000);
  expect(ran).toHaveLength(500);
  expect(ran).toEqual(ran.toSorted((a, b) => a - b));
});

it('lets code that was touched come to rest before time goes on', async () => {
  const scheduler = createScheduler();
  const seen: string[] = [];
  const chain = async (): Promise<void> => {
    for (let step = 0; step < 3; step += 1) {
      for (let turn = 0; turn < 15; turn += 1) await Promise.resolve();
      scheduler.touch();
    }
    seen.push(`chain ended at ${scheduler.now}`);
  };
  scheduler.at(5, () => {
    scheduler.touch();
    void chain();
  });
  scheduler.at(6, () => seen.push('next'));
  await scheduler.runUntil(10);
  expect(seen).toEqual(['chain ended at 5', 'next']);
});
