import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantMs, timestampOf } from './instant.ts';

it('knows an absent time and the zero time of Go as unset', () => {
  expect(instantMs(undefined)).toBeUndefined();
  expect(instantMs({ seconds: -62_135_596_800n, nanos: 0 })).toBeUndefined();
  expect(instantMs({ seconds: 0n, nanos: 0 })).toBe(0);
});

it('reads fractions downwards, before and after the epoch', () => {
  expect(instantMs({ seconds: 1n, nanos: 999_999_999 })).toBe(1999);
  expect(instantMs({ seconds: -1n, nanos: 500_000_000 })).toBe(-500);
});

it('comes back from the wire as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e13 }), (ms) => {
      expect(timestampOf(ms).nanos).toBeGreaterThanOrEqual(0);
      expect(instantMs(timestampOf(ms))).toBe(ms);
    }),
  );
});
