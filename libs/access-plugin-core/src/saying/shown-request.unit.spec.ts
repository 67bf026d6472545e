import { expect, it } from 'vitest';
import type { HiddenPart } from '../settings.ts';
import { aRequest } from '../deciding/seen.fixture.ts';
import { shownRequest } from './shown-request.ts';

const request = aRequest({
  resources: [{ cluster: 'one', kind: 'node', name: 'secret-host', subResource: '' }],
  thresholds: [{ name: 'secret-threshold', approve: 2, deny: 1 }],
  annotations: { team: ['secret-team'] },
  suggestedReviewers: ['secret-reviewer'],
});

it.each<[HiddenPart, readonly string[]]>([
  ['roles', ['admin', 'secret-threshold', 'secret-team']],
  ['resources', ['secret-host']],
  ['reason', ['fix the build']],
  ['reviewers', ['secret-reviewer']],
])('S21: %s can be kept off the ticket', (part, words) => {
  const shown = JSON.stringify(shownRequest(request, [part]));
  for (const word of words) expect([word, shown.includes(word)]).toEqual([word, false]);
  expect(shown).toContain('alice');
});

it('S21: nothing is kept off unless asked for', () => {
  expect(shownRequest(request, [])).toEqual(request);
});

it('S21: what is kept off leaves nothing in its place', () => {
  expect(shownRequest(request, ['roles', 'resources', 'reason', 'reviewers'])).toEqual({
    ...request,
    roles: [],
    thresholds: [],
    annotations: {},
    resources: [],
    reason: '',
    suggestedReviewers: [],
  });
});
