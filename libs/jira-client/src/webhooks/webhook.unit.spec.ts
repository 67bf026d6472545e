import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseWebhook } from './webhook.ts';

const cloud = {
  timestamp: 1716475648592,
  webhookEvent: 'jira:issue_updated',
  issue_event_type_name: 'issue_generic',
  user: { accountId: '5b10ac8d82e05b22cc7d4ef5', displayName: 'Ann', active: true },
  issue: { id: '10002', key: 'TAR-1', fields: { project: { id: '1', key: 'TAR' }, summary: 's' } },
  changelog: { id: '34911', items: [{ field: 'resolution' }, { field: 'status' }] },
};

it('reads which issue a Cloud event is about, who caused it, and whether the card moved', () => {
  expect(parseWebhook(Buffer.from(JSON.stringify(cloud)))).toEqual({
    kind: 'issue',
    issueId: '10002',
    issueKey: 'TAR-1',
    projectKey: 'TAR',
    event: 'jira:issue_updated',
    actorId: '5b10ac8d82e05b22cc7d4ef5',
    statusChanged: true,
  });
});

it('reads a Data Center user by key, and a numeric id', () => {
  const body = {
    ...cloud,
    user: { name: 'ann', key: 'JIRAUSER10100' },
    issue: { id: 10002, key: 'TAR-1' },
    changelog: undefined,
  };
  expect(parseWebhook(JSON.stringify(body))).toMatchObject({
    issueId: '10002',
    projectKey: 'TAR',
    actorId: 'JIRAUSER10100',
    statusChanged: false,
  });
});

it.each([
  ['comment_created', { author: { accountId: 'bot' } }, 'bot'],
  ['comment_updated', { author: { accountId: 'bot' }, updateAuthor: { accountId: 'ann' } }, 'ann'],
  ['comment_deleted', { author: { accountId: 'bot' } }, undefined],
  ['comment_created', { author: 7 }, undefined],
])('takes the writer of a comment for the actor where Cloud names nobody (%s)', (...row) => {
  const [webhookEvent, comment, actorId] = row;
  const body = { webhookEvent, comment, issue: cloud.issue };
  expect(parseWebhook(JSON.stringify(body))).toMatchObject({ kind: 'issue', actorId });
});

it('reads an event whose unneeded parts are odd', () => {
  const body = { ...cloud, user: 7, changelog: 'x', timestamp: 'y' };
  expect(parseWebhook(JSON.stringify(body))).toMatchObject({ kind: 'issue', actorId: undefined });
});

it.each([
  ['not-json', '{'],
  ['not-json', ''],
  ['unexpected-shape', '[]'],
  ['unexpected-shape', 'null'],
  ['unexpected-shape', JSON.stringify({ ...cloud, issue: { id: '../1' } })],
  ['unexpected-shape', JSON.stringify({ ...cloud, issue: { id: '0' } })],
  ['unexpected-shape', JSON.stringify({ key: '../1' })],
  ['no-issue', JSON.stringify({ webhookEvent: 'user_created', user: {} })],
])('ignores a body as %s', (reason, body) => {
  expect(parseWebhook(body)).toEqual({ kind: 'ignored', reason });
});

it.each([
  ['a post function', { transition: { transitionId: 21 }, issue: { id: '10000', key: 'TAR-1' } }],
  [
    'an automation rule that sends the issue',
    { id: 10000, key: 'TAR-1', fields: { project: { key: 'TAR' } } },
  ],
])('reads the issue in what %s sends', (_name, body) => {
  expect(parseWebhook(JSON.stringify(body))).toMatchObject({
    kind: 'issue',
    issueId: '10000',
    issueKey: 'TAR-1',
    projectKey: 'TAR',
    event: undefined,
  });
});

it.each([{ key: 'TAR-1' }, { issue: { key: 'TAR-1' } }])('reads a key alone in %j', (body) => {
  expect(parseWebhook(JSON.stringify(body))).toMatchObject({ issueId: undefined, issueKey: 'TAR-1' });
});

it('takes a list of changes that is too long to be read for one that may hold the status', () => {
  const items = Array.from({ length: 30_000 }, () => 1);
  expect(parseWebhook(JSON.stringify({ ...cloud, changelog: { items } }))).toMatchObject({
    issueId: '10002',
    statusChanged: true,
  });
});

it('never throws, and never yields an id that is not a number', () => {
  const odd = fc.record(
    {
      webhookEvent: fc.oneof(fc.constant('jira:issue_updated'), fc.anything()),
      issue: fc.oneof(fc.record({ id: fc.oneof(fc.nat(), fc.string(), fc.anything()) }), fc.anything()),
      user: fc.anything(),
      changelog: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        odd.map((v) => safeJson(v)),
        fc.string(),
        fc.uint8Array(),
      ),
      (body) => {
        const parsed = parseWebhook(body);
        if (parsed.kind === 'issue') expect(parsed.issueId ?? '1').toMatch(/^[1-9]\d*$/);
      },
    ),
  );
});

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
