import { expect, it } from 'vitest';
import type { JiraClock } from '../api/jira-clock.ts';
import { createRateGate, type GatedCall } from './rate-gate.ts';

/** Sleeping moves this clock at once. */
function jumpingClock() {
  const slept: number[] = [];
  let now = 1_000_000;
  const clock: JiraClock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
  return { clock, slept, patience: (ms: number) => ({ signal, untilMs: now + ms }) };
}

const signal = new AbortController().signal;
const read: GatedCall = { operation: 'read', endpoint: 'GET /issue/{id}', effect: 'read', issueId: '1' };
const write: GatedCall = { operation: 'write', endpoint: 'POST /x', effect: 'write', issueId: '1' };
const other: GatedCall = { operation: 'other', endpoint: 'POST /y', effect: 'write', issueId: '2' };

it('holds nothing back before a complaint', async () => {
  const { clock, slept, patience } = jumpingClock();
  await createRateGate(clock).pass(read, patience(0));
  expect(slept).toEqual([]);
});

it.each([
  ['everything', [read, write, other], []],
  ['endpoint', [write], [read, other]],
  ['issue', [write], [read, other]],
] as const)('a pause of %s holds back what it should and nothing else', async (scope, held, free) => {
  for (const call of held) {
    const { clock, slept, patience } = jumpingClock();
    const gate = createRateGate(clock);
    gate.hold(write, { scope, forMs: 500 });
    await gate.pass(call, patience(1000));
    expect(slept).toEqual([500]);
  }
  for (const call of free) {
    const { clock, slept, patience } = jumpingClock();
    const gate = createRateGate(clock);
    gate.hold(write, { scope, forMs: 500 });
    await gate.pass(call, patience(1000));
    expect(slept).toEqual([]);
  }
});

it('refuses at once what would wait longer than the caller does', async () => {
  const { clock, slept, patience } = jumpingClock();
  const gate = createRateGate(clock);
  gate.hold(write, { scope: 'everything', forMs: 5000 });
  await expect(gate.pass(read, patience(1000))).rejects.toMatchObject({
    code: 'rate-limited',
    outcome: 'not-done',
    pause: { forMs: 5000 },
  });
  expect(slept).toEqual([]);
});

it('guesses longer each time when no time is stated, up to a bound, and starts anew after a good answer', () => {
  const gate = createRateGate(jumpingClock().clock);
  const guess = () => gate.hold(read, { scope: 'endpoint', forMs: undefined }).forMs;
  expect([guess(), guess(), guess(), guess(), guess(), guess()]).toEqual([
    2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
  gate.clear();
  expect(guess()).toBe(2000);
});

it('keeps the longer of two pauses', async () => {
  const { clock, slept, patience } = jumpingClock();
  const gate = createRateGate(clock);
  gate.hold(read, { scope: 'everything', forMs: 900 });
  gate.hold(read, { scope: 'everything', forMs: 100 });
  await gate.pass(read, patience(1000));
  expect(slept).toEqual([900]);
});

it('stops waiting when the caller does', async () => {
  const { clock, patience } = jumpingClock();
  const gate = createRateGate(clock);
  gate.hold(read, { scope: 'everything', forMs: 900 });
  const aborted = AbortSignal.abort();
  await expect(gate.pass(read, { ...patience(1000), signal: aborted })).rejects.toThrow();
});
