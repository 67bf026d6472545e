import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BASE_MS, CAP_MS, decorrelatedJitter } from './decorrelated-jitter.ts';

const random = fc.double({ min: 0, max: 0.999999, noNaN: true });

it('stays between the base and the cap, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(random, { minLength: 1, maxLength: 50 }), (numbers) => {
      let pause = BASE_MS;
      for (const number of numbers) {
        pause = decorrelatedJitter(pause, number);
        expect(pause).toBeGreaterThanOrEqual(BASE_MS);
        expect(pause).toBeLessThanOrEqual(CAP_MS);
      }
    }),
  );
});

it('reaches the cap when chance is against us, and the base when it is with us', () => {
  let pause = BASE_MS;
  for (let attempt = 0; attempt < 10; attempt += 1) pause = decorrelatedJitter(pause, 0.99);
  expect(pause).toBe(CAP_MS);
  expect(decorrelatedJitter(pause, 0)).toBe(BASE_MS);
});
