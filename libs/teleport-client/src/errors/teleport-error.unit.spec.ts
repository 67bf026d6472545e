import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { notDone } from './not-done.ts';
import { TELEPORT_ERROR_CODES } from './teleport-error.ts';

it('has each code once, in order, and in the table of the README, and the table has no other', () => {
  expect([...TELEPORT_ERROR_CODES]).toEqual([...new Set(TELEPORT_ERROR_CODES)].toSorted());
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const documented = [...readme.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  expect(documented).toEqual([...TELEPORT_ERROR_CODES]);
});

it('says its code first and prints nothing of anybody else', () => {
  const error = notDone('not-found', 'Nothing there.');
  expect(error.message).toBe('[not-found] Nothing there.');
  expect(inspect(error)).not.toMatch(/cause/);
});
