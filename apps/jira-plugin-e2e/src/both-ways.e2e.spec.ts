import { afterAll, beforeAll, expect, it } from 'vitest';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start();
  await worlds.plugin();
});

afterAll(() => worlds.stop());

it('turns a request into a card, and a moved card into an approval by the person who moved it', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request({ reason: 'Roll back the release' });
  const issue = await jira.issue(id);
  expect(issue).toMatchObject({ status: 'Pending', summary: 'alice requested editor' });
  expect(issue.description).toContain('Roll back the release');
  await jira.comment(issue, 'reason: looks right to me');
  await jira.move(issue, 'Approved');
  await teleport.reaches(id, 'approved');
  const { audit } = await teleport.state();
  const decisions = audit.filter(
    ({ event, requestId }) => event === 'access_request.update' && requestId === id,
  );
  expect(decisions).toEqual([
    expect.objectContaining({
      state: 'approved',
      delegator: 'jira:ann@example.com',
      reason: 'looks right to me',
    }),
  ]);
  await teleport.marked(id, 'approved');
});

it('denies when the card is moved to Denied', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.move(await jira.issue(id), 'Denied', 'ben');
  await teleport.reaches(id, 'denied');
  await teleport.marked(id, 'denied');
});

it.each([
  ['approved', 'Approved'],
  ['denied', 'Denied'],
  ['promoted', 'Approved'],
] as const)('moves the card of a request that was %s in Teleport', async (state, column) => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id);
  await teleport.setState(id, state, 'said so in Teleport');
  const issue = await jira.issue(id, ({ status, comments }) => status === column && comments.length > 0);
  expect(issue.comments.map(({ text }) => text).join()).toContain(`Access request has been ${state}`);
  await teleport.marked(id, state);
});

it('moves the card of a deleted request to Expired', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id);
  await teleport.delete(id);
  await jira.issue(id, ({ status }) => status === 'Expired');
});

it('mirrors each review once', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id);
  await teleport.review(id, { author: 'bob', state: 'denied', reason: 'not today' });
  const issue = await jira.issue(id, ({ status, comments }) => status === 'Denied' && comments.length === 2);
  const notes = issue.comments.filter(({ text }) => text.includes('bob reviewed the request'));
  expect(notes).toHaveLength(1);
  expect(notes[0]?.text).toContain('not today');
});

it('puts a card back that is moved after the end, and says why', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  const opened = await jira.issue(id);
  await jira.move(opened, 'Denied');
  await teleport.marked(id, 'denied');
  await jira.move(opened, 'Approved', 'mallory');
  const issue = await jira.issue(
    id,
    ({ status, comments }) => status === 'Denied' && comments.some(({ text }) => text.includes('put back')),
  );
  expect(issue.comments.at(-1)?.text).toContain('Mallory');
  expect((await teleport.state()).requests.find((request) => request.id === id)?.state).toBe('denied');
});

it('puts a card back that is moved after its request was deleted', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  const opened = await jira.issue(id);
  await teleport.delete(id);
  await teleport.marked(id, 'expired');
  await jira.move(opened, 'Approved', 'mallory');
  await jira.issue(
    id,
    ({ status, comments }) => status === 'Expired' && comments.some(({ text }) => text.includes('put back')),
  );
});
