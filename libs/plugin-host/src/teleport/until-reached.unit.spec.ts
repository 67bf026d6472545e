import { expect, it } from 'vitest';
import { untilReached } from './until-reached.ts';

/** Fails `failures` times, then works; notes pauses and log lines. */
function world(failures: number, { failFast = false, onSleep = () => {} } = {}) {
  const controller = new AbortController();
  const pauses: number[] = [];
  const lines: unknown[] = [];
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries <= failures) throw Object.assign(new Error(`failure ${tries}`), { code: 'network' });
    return 'reached';
  };
  const parts = {
    log: { warn: (facts: unknown, sentence?: unknown) => void lines.push([facts, sentence]) },
    signal: controller.signal,
    failFast,
    sleep: async (ms: number, signal: AbortSignal) => {
      pauses.push(ms);
      onSleep();
      signal.throwIfAborted();
    },
  };
  const run = (canPass = true) =>
    untilReached(attempt, { name: 'Jira', address: 'https://j', canPass: () => canPass }, parts);
  return { controller, pauses, lines, run, tries: () => tries };
}

it('tries again what can pass, with pauses that grow to half a minute', async () => {
  const { run, pauses, lines } = world(7);
  await expect(run()).resolves.toBe('reached');
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(lines[0]).toEqual([
    { address: 'https://j', code: 'network', error: 'failure 1', pauseMs: 1000 },
    'Jira cannot be reached; it is tried again',
  ]);
});

it.each([
  ['what cannot pass', false, false],
  ['the first failure when it is told to fail fast', true, true],
])('throws %s at once', async (_name, canPass, failFast) => {
  const { run, tries } = world(1, { failFast });
  await expect(run(canPass)).rejects.toThrow('failure 1');
  expect(tries()).toBe(1);
});

it('ends with the reason of the signal', async () => {
  const { run, controller, tries } = world(9, { onSleep: () => controller.abort() });
  await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
  expect(tries()).toBe(1);
});
