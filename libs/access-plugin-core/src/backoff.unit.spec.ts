import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

const input = { failures: 1, random: 0, maxMs: 300_000, retryAfterMs: undefined };

describe('the pause before the next try', () => {
  it.each([
    ['starts with half a second to one', { random: 0 }, 500],
    ['reaches the whole second', { random: 0.999_999 }, 1_000],
    ['doubles', { failures: 2 }, 1_000],
    ['doubles again', { failures: 5, random: 0.5 }, 12_000],
    ['stops at the cap', { failures: 20, random: 0.5 }, 225_000],
    ['stops at the cap after any number of failures', { failures: 5_000 }, 150_000],
    ['is no shorter than the other side asks', { retryAfterMs: 20_000 }, 20_000],
    ['spreads what the other side asks of all', { retryAfterMs: 20_000, random: 0.5 }, 21_000],
    ['honours it past the cap', { retryAfterMs: 900_000 }, 900_000],
    ['is no shorter for a small demand', { failures: 4, retryAfterMs: 1 }, 4_000],
  ])('%s', (_, given, ms) => {
    expect(backoffMs({ ...input, ...given })).toBe(ms);
  });

  it('is a whole number between half and the whole, and never over the cap', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), random, (failures, drawn) => {
        const ms = backoffMs({ ...input, failures, random: drawn });
        const whole = Math.min(300_000, 1_000 * 2 ** (failures - 1));
        expect(Number.isInteger(ms) && ms >= whole / 2 && ms <= whole).toBe(true);
      }),
    );
  });
});
