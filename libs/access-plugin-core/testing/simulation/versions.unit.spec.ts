import { expect, it } from 'vitest';
import { valueAt, valuesDuring } from './versions.ts';

const versions = [
  { at: 10, value: 'a' },
  { at: 20, value: 'b' },
  { at: 30, value: undefined },
];

it('knows what was at a moment', () => {
  expect([5, 10, 19, 20, 30, 99].map((at) => valueAt(versions, at))).toEqual([
    undefined,
    'a',
    'a',
    'b',
    undefined,
    undefined,
  ]);
});

it('knows everything that was during a time, both ends included', () => {
  expect(valuesDuring(versions, 5, 10)).toEqual([undefined, 'a']);
  expect(valuesDuring(versions, 12, 15)).toEqual(['a']);
  expect(valuesDuring(versions, 20, 30)).toEqual(['b', undefined]);
  expect(valuesDuring([], 0, 9)).toEqual([undefined]);
});
