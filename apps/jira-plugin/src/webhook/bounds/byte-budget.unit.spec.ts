import { expect, it } from 'vitest';
import { limitBytes } from './byte-budget.ts';

it('S13: lets a caller send twice a second’s bytes at once, then as many as time gives back', () => {
  let now = 0;
  const budget = limitBytes({ perSecond: 1000, now: () => now });
  const sent = (caller: string): number => {
    let bytes = 0;
    for (; budget.has(caller) && bytes < 100_000; bytes += 100) budget.take(caller, 100);
    return bytes;
  };
  expect(sent('a')).toBe(2000);
  expect(sent('a')).toBe(0);
  expect(sent('b')).toBe(2000);
  now += 500;
  expect(sent('a')).toBe(500);
  now += 3_600_000;
  expect(sent('a')).toBe(2000);
});

it('D1: one body above what is left is a debt, which time makes up for', () => {
  let now = 0;
  const budget = limitBytes({ perSecond: 1000, now: () => now });
  budget.take('a', 5000);
  now += 2999;
  expect(budget.has('a')).toBe(false);
  now += 2;
  expect(budget.has('a')).toBe(true);
});

it('gives back what was taken, and never more than there may be', () => {
  const budget = limitBytes({ perSecond: 1000, now: () => 0 });
  budget.take('a', 2000);
  expect(budget.has('a')).toBe(false);
  budget.giveBack('a', 100_000);
  budget.take('a', 2000);
  expect(budget.has('a')).toBe(false);
});

it('S13: remembers a bounded number of callers, the newest', () => {
  const budget = limitBytes({ perSecond: 0.5, now: () => 0 });
  budget.take('first', 1);
  expect(budget.has('first')).toBe(false);
  for (let other = 0; other < 10_000; other += 1) budget.take(`other-${other}`, 1);
  expect([budget.has('first'), budget.has('other-0'), budget.has('other-9999')]).toEqual([
    true,
    false,
    false,
  ]);
});
