import { afterAll, beforeAll, expect, it } from 'vitest';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start();
  await worlds.plugin({ http: { enabled: false } });
});

afterAll(() => worlds.stop());

it('carries moved cards over by its sweeps alone', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.move(await jira.issue(id), 'Approved');
  await teleport.reaches(id, 'approved');
  await teleport.marked(id, 'approved');
});

it('puts a card back that is moved after the end', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  const issue = await jira.issue(id);
  await teleport.setState(id, 'denied');
  await teleport.marked(id, 'denied');
  await jira.move(issue, 'Approved', 'mallory');
  const { comments } = await jira.issue(
    id,
    (now) => now.status === 'Denied' && now.comments.some(({ text }) => text.includes('put back')),
  );
  expect(comments.filter(({ text }) => text.includes('put back'))).toHaveLength(1);
});
