import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

it.each([
  ['0', 0],
  ['1m', 60_000],
  ['90s', 90_000],
  ['1h30m', 5_400_000],
  ['1.5s', 1500],
  ['.5s', 500],
  ['250ms', 250],
  ['2000us', 2],
  ['', undefined],
  ['10', undefined],
  ['-1s', undefined],
  ['1d', undefined],
  ['1 m', undefined],
  ['1m!', undefined],
])('reads %j as %s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

it('answers a non-negative number or nothing, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const result = parseDuration(text);
      expect(result === undefined || result >= 0).toBe(true);
    }),
  );
});
