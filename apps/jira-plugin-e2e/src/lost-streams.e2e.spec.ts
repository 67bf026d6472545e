import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

it('finds every request that is made while the stream is cut, whichever way', async () => {
  const { jira, teleport } = worlds;
  await worlds.plugin({ sync: { interval: '1h' } });
  const ids: string[] = [];
  for (const how of ['clean', 'unavailable', 'goaway', 'reset'] as const) {
    await teleport.cutStreams(how);
    for (let count = 0; count < 3; count += 1) ids.push((await teleport.request()).id);
    await until(`a watch after one ended with ${how}`, async () => (await teleport.state()).streams === 1);
  }
  for (const id of ids) await jira.issue(id);
  const { issues } = await jira.state();
  expect(issues).toHaveLength(ids.length);
});

it('catches up with all that happened while it was down', async () => {
  const { jira, teleport } = worlds;
  const first = await worlds.plugin();
  const [approved, denied, moved] = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const { id } = await teleport.request();
      await until(
        `the record of ${id} to name its ticket`,
        async () => (await teleport.record(id))['issue_id'],
      );
      return id;
    }),
  );
  if (!approved || !denied || !moved) throw new Error('three requests were made');
  await first.end('SIGKILL');
  const made = await teleport.request({ reason: 'made in the dark' });
  await teleport.setState(approved, 'approved', 'said in the dark');
  await teleport.review(denied, { author: 'bob', state: 'denied', reason: 'no' });
  await jira.move(await jira.issue(moved), 'Approved');
  await worlds.plugin();
  await jira.issue(made.id);
  await jira.issue(approved, ({ status }) => status === 'Approved');
  await jira.issue(denied, ({ status }) => status === 'Denied');
  await teleport.reaches(moved, 'approved');
  await teleport.marked(moved, 'approved');
  expect((await jira.state()).issues).toHaveLength(4);
});
