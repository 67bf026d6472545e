import { expect, it } from 'vitest';
import { limitSources } from './source-limit.ts';

it('S13: lets a source make twice a second’s calls at once, then as many as time gives back', () => {
  let now = 0;
  const limit = limitSources({ perSecond: 10, now: () => now });
  const taken = (source: string): number => {
    let count = 0;
    while (limit.has(source) && count < 1000) {
      limit.take(source);
      count += 1;
    }
    return count;
  };
  expect(taken('a')).toBe(20);
  expect(taken('a')).toBe(0);
  expect(taken('b')).toBe(20);
  now += 500;
  expect(taken('a')).toBe(5);
  now += 3_600_000;
  expect(taken('a')).toBe(20);
});

it('S13: remembers a bounded number of sources, the newest', () => {
  const limit = limitSources({ perSecond: 0.5, now: () => 0 });
  limit.take('first');
  expect(limit.has('first')).toBe(false);
  for (let other = 0; other < 10_000; other += 1) limit.take(`other-${other}`);
  expect([limit.has('first'), limit.has('other-0'), limit.has('other-9999')]).toEqual([true, false, false]);
});
