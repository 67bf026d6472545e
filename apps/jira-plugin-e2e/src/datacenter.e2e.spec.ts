import { afterAll, beforeAll, expect, it } from 'vitest';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start({ jira: ['--deployment', 'datacenter'] });
  await worlds.plugin({ jira: { auth: 'bearer', username: undefined } });
});

afterAll(() => worlds.stop());

it('speaks version 2 with a bearer token, and nothing else', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request({ reason: 'h1. not a heading, {color:red}not red{color}' });
  const issue = await jira.issue(id);
  expect(issue).toMatchObject({ status: 'Pending', summary: 'alice requested editor' });
  expect(issue.descriptionHtml).toContain('not a heading');
  expect(issue.descriptionHtml).not.toMatch(/<h1|<font/);
  const { calls } = await jira.state();
  expect(calls.filter(({ path }) => !path.startsWith('/rest/api/2/'))).toEqual([]);
});

it.each([
  ['Approved', 'approved'],
  ['Denied', 'denied'],
] as const)('takes a card moved to %s for a decision by the person who moved it', async (column, state) => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  const issue = await jira.issue(id);
  await jira.comment(issue, 'reason: looks right to me', 'ben');
  await jira.move(issue, column, 'ben');
  await teleport.reaches(id, state);
  await teleport.marked(id, state);
  const { audit } = await teleport.state();
  const decisions = audit.filter(
    ({ event, requestId }) => event === 'access_request.update' && requestId === id,
  );
  expect(decisions).toMatchObject([
    { state, delegator: expect.stringMatching(/^jira:/) as unknown, reason: 'looks right to me' },
  ]);
});

it('mirrors reviews and the end of a request that was decided in Teleport', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id);
  await teleport.review(id, { author: 'bob', state: 'denied', reason: 'not today' });
  const issue = await jira.issue(id, ({ status, comments }) => status === 'Denied' && comments.length === 2);
  expect(issue.comments.filter(({ text }) => text.includes('bob reviewed the request'))).toHaveLength(1);
});

it('moves the card of a deleted request to Expired', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id);
  await teleport.delete(id);
  await jira.issue(id, ({ status }) => status === 'Expired');
  await teleport.marked(id, 'expired');
});

it('puts a card back that is moved after the end', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  const issue = await jira.issue(id);
  await teleport.setState(id, 'denied');
  await teleport.marked(id, 'denied');
  await jira.move(issue, 'Approved', 'mallory');
  await jira.issue(
    id,
    ({ status, comments }) => status === 'Denied' && comments.some(({ text }) => text.includes('put back')),
  );
});
