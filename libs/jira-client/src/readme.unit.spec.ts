import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { JiraErrorCode } from './api/jira-error.ts';

/** The compiler holds this list and the type together; the test holds the page to it. */
const codes = {
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  'rate-limited': true,
  rejected: true,
  unavailable: true,
  timeout: true,
  'not-json': true,
  'unexpected-answer': true,
  'endless-listing': true,
  captcha: true,
  anonymous: true,
  network: true,
  tls: true,
  aborted: true,
} satisfies Record<JiraErrorCode, true>;

it('has every error code in the README, and no other', () => {
  const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8').split('## Errors')[1] ?? '';
  const listed = [...page.matchAll(/^\| `([\w-]+)` /gm)].map(([, code]) => code);
  expect(listed.toSorted()).toEqual(Object.keys(codes).toSorted());
});
