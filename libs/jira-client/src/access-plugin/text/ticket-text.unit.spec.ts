import type { AccessRequest } from '@org/access-plugin-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from '../../text/any-text.fixture.ts';
import { fromAdf, toAdf } from '../../text/adf.ts';
import { toWiki } from '../../text/wiki.ts';
import { createTicketText, noteText, TEXT_LIMIT } from './ticket-text.ts';

const request: AccessRequest = {
  id: '0196a1b2-0000-7000-8000-000000000001',
  state: 'pending',
  user: 'bob',
  roles: ['access', 'editor'],
  resources: [{ cluster: 'leaf', kind: 'kube_cluster', name: 'prod', subResource: 'default/pod-1' }],
  reason: 'Fix the outage',
  resolveReason: '',
  reviews: [],
  thresholds: [
    { name: 'two people', approve: 2, deny: 1 },
    { name: '', approve: 1, deny: 0 },
  ],
  suggestedReviewers: ['ann', 'ben'],
  kind: 'long-term',
  annotations: {},
  created: Date.UTC(2026, 0, 1),
  expires: Date.UTC(2026, 0, 1, 12, 30),
  pendingUntil: Date.UTC(2026, 0, 1, 8),
  maxDuration: 26 * 3_600_000 + 5 * 60_000,
  assumeStart: Date.UTC(2026, 0, 1, 9),
};

function ticketSummary(of: AccessRequest): string {
  return createTicketText({}).summary(of);
}

function ticketDescription(of: AccessRequest, clusterUrl: string | undefined) {
  return createTicketText({ clusterUrl }).description(of);
}

it('says who wants what in the summary', () => {
  expect(ticketSummary(request)).toBe(
    'bob requested access, editor; kube_cluster prod (default/pod-1) in leaf',
  );
  expect(ticketSummary({ ...request, roles: [], resources: [] })).toBe('bob requested access');
});

it('shows everything that an approver should know', () => {
  expect(fromAdf(toAdf(ticketDescription(request, 'https://teleport.example.com/')))).toBe(
    [
      'bob requests access.',
      'Roles',
      'access',
      'editor',
      'Resources',
      'kube_cluster prod (default/pod-1) in leaf',
      'Reason',
      'Fix the outage',
      'Details',
      'Kind: long-term (access for good)',
      'Requested duration: 1 d 2 h 5 min',
      'Access starts: 2026-01-01 09:00 UTC',
      'Access ends: 2026-01-01 12:30 UTC',
      'To be decided by: 2026-01-01 08:00 UTC',
      'Suggested reviewers: ann, ben',
      'Reviews needed: (two people) 2 to approve, 1 to deny',
      'Reviews needed: 1 to approve',
      `Request id: ${request.id}`,
      'Open in Teleport',
    ].join('\n'),
  );
});

it("S20: links to the cluster's own address alone", () => {
  const markup = toWiki(
    ticketDescription({ ...request, id: '../../evil?x|y]' }, 'https://teleport.example.com'),
  );
  expect(markup).toContain(
    '[Open in Teleport|https://teleport.example.com/web/requests/..%2F..%2Fevil%3Fx%7Cy%5D]',
  );
  expect(toWiki(ticketDescription(request, undefined))).not.toContain('[');
});

it('shows all of 300 roles', () => {
  const roles = Array.from({ length: 300 }, (_, n) => `role-with-a-long-name-${String(n)}`);
  const text = fromAdf(toAdf(ticketDescription({ ...request, roles }, undefined)));
  for (const role of roles) expect(text).toContain(role);
});

it('says how many are not shown', () => {
  const roles = Array.from({ length: 5000 }, (_, n) => `role-${String(n)}`);
  expect(fromAdf(toAdf(ticketDescription({ ...request, roles }, undefined)))).toMatch(/… and \d+ more/);
});

it('never exceeds what Jira takes, whatever the request holds', () => {
  // Shrinking texts of this size would take minutes: the seed that failed says enough.
  const text = anyText(2000);
  const huge = fc.record({
    user: text,
    reason: text,
    roles: fc.array(text, { maxLength: 12, size: 'max' }),
    suggestedReviewers: fc.array(text, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(huge, (part) => {
      const description = ticketDescription({ ...request, ...part }, 'https://t.example');
      expect(JSON.stringify(toAdf(description)).length).toBeLessThanOrEqual(TEXT_LIMIT);
      expect(toWiki(description).length).toBeLessThanOrEqual(TEXT_LIMIT);
      expect(ticketSummary({ ...request, ...part }).length).toBeLessThanOrEqual(255);
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 30_000);

it('ends a note with its key, however long its text is', () => {
  const note = noteText({ key: 'review:42:ann', paragraphs: ['x'.repeat(100_000), 'y'.repeat(100_000)] });
  const text = fromAdf(toAdf(note));
  expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
  expect(text.endsWith('\nteleport-access-plugin: review:42:ann')).toBe(true);
}, 30_000);
