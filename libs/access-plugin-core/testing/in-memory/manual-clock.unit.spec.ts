import { expect, it } from 'vitest';
import { createManualClock } from './manual-clock.ts';

it('wakes sleepers in order of time and no earlier', async () => {
  const clock = createManualClock(1_000);
  const woken: number[] = [];
  const signal = new AbortController().signal;
  const sleeps = [30, 10, 20].map(async (ms) => {
    await clock.sleep(ms, signal);
    woken.push(ms);
  });
  clock.advance(9);
  expect(clock.sleepers).toBe(3);
  clock.advance(21);
  await Promise.all(sleeps);
  expect(woken).toEqual([10, 20, 30]);
  expect([clock.wall(), clock.monotonic()]).toEqual([1_030, 30]);
});

it('lets an aborted sleeper go at once', async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  const sleep = clock.sleep(1_000, controller.signal);
  controller.abort();
  await expect(sleep).rejects.toMatchObject({ code: 'aborted' });
  await expect(clock.sleep(1, controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  expect(clock.sleepers).toBe(0);
});
