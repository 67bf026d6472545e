import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { notDone } from './not-done.ts';
import { TELEPORT_ERROR_CODES } from './teleport-error.ts';

it('has each code once, in order', () => {
  expect([...TELEPORT_ERROR_CODES]).toEqual([...new Set(TELEPORT_ERROR_CODES)].toSorted());
});

it('says its code first and prints nothing of anybody else', () => {
  const error = notDone('not-found', 'Nothing there.');
  expect(error.message).toBe('[not-found] Nothing there.');
  expect(inspect(error)).not.toMatch(/\bcause\b/);
});
