import { afterEach, beforeEach, expect, it } from 'vitest';
import { inAgreement } from './harness/disagreement.ts';
import type { MockIssue } from './harness/jira-world.ts';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

it('makes one ticket a request with two replicas, and carries each end over once', async () => {
  const { jira, teleport } = worlds;
  await Promise.all([worlds.plugin(), worlds.plugin()]);
  const ids = await Promise.all(Array.from({ length: 12 }, async () => (await teleport.request()).id));
  await Promise.all(
    ids.map(async (id, index) => {
      const issue = await jira.issue(id);
      if (index % 3 === 0) await jira.move(issue, 'Approved');
      if (index % 3 === 1) await teleport.review(id, { author: 'bob', state: 'denied', reason: 'no' });
      if (index % 3 === 2) await teleport.setState(id, 'approved');
    }),
  );
  for (const [index, id] of ids.entries()) {
    await teleport.reaches(id, index % 3 === 1 ? 'denied' : 'approved');
    await inAgreement(worlds, id);
  }
});

it('keeps two instances of one cluster apart, and both in agreement', async () => {
  const { jira, teleport } = worlds;
  const instances = ['east', 'west'];
  for (const instance of instances) await worlds.plugin({ jira: { instance } });
  const { id } = await teleport.request();
  const issues = await until('a ticket of either instance', async () => {
    const found = await jira.issuesOf(id);
    return found.length === 2 ? found : undefined;
  });
  expect(issues.map(instanceOf).toSorted()).toEqual(instances);
  await teleport.setState(id, 'approved');
  for (const instance of instances) {
    const record = await until(`the mark of ${instance}`, async () => {
      const now = await teleport.record(id, `jira-${instance}`);
      return now['resolution'] === 'approved' ? now : undefined;
    });
    expect(record['issue_id']).toBe(issues.find((issue) => instanceOf(issue) === instance)?.id);
  }
  const ended = await jira.issuesOf(id);
  expect(ended).toMatchObject([{ status: 'Approved' }, { status: 'Approved' }]);
  expect(ended.map(({ comments }) => comments.length)).toEqual([1, 1]);
});

function instanceOf({ properties }: MockIssue): unknown {
  return (properties['teleportAccessPlugin'] as { readonly instance?: unknown } | undefined)?.instance;
}
