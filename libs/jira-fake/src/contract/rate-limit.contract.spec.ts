import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment } from '../engine/site.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { caller, type Answer } from './caller.fixture.ts';

let jira: JiraFake;

afterEach(() => jira.close());

async function repeat(times: number, call: () => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let made = 0; made < times; made += 1) answers.push(await call());
  return answers;
}

async function start(deployment: Deployment, settings: object): Promise<ReturnType<typeof caller>> {
  jira = await startJiraFake({ deployment, settings });
  return caller(jira);
}

describe('rate limits', () => {
  it('are by endpoint on Cloud, with their reason', async () => {
    const call = await start('cloud', { burstPerSecond: 2 });
    const answers = await repeat(4, () => call('plugin', 'GET /rest/api/3/myself'));
    const last = answers.at(-1)!;
    expect(answers[0]!.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(last.status).toBe(429);
    expect(last.headers.get('retry-after')).toBe('1');
    expect(last.headers.get('ratelimit-reason')).toBe('jira-burst-based');
    expect((await call('plugin', 'GET /rest/api/3/serverInfo')).status).toBe(200);
  });

  it('are by issue for writes on Cloud', async () => {
    const call = await start('cloud', { issueWritesPer2s: 2 });
    const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' };
    await repeat(2, () => call('plugin', 'POST /rest/api/2/issue', { fields }));
    const comment = (key: string) => call('plugin', `POST /rest/api/2/issue/${key}/comment`, { body: 'x' });
    const answers = await repeat(3, () => comment('TAR-1'));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 429]);
    expect(answers[2]!.headers.get('ratelimit-reason')).toBe('jira-per-issue-on-write');
    expect((await comment('TAR-2')).status).toBe(201);
    expect((await call('plugin', 'GET /rest/api/2/issue/TAR-1')).status).toBe(200);
  });

  it('are by account on Data Center, and told on every answer', async () => {
    const call = await start('datacenter', { burstPerSecond: 1 });
    const [first, , third] = await repeat(3, () => call('plugin', 'GET /rest/api/2/serverInfo'));
    expect([first!.status, first!.headers.get('retry-after')]).toEqual([200, '0']);
    expect([third!.status, third!.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await call('ann', 'GET /rest/api/2/serverInfo')).status).toBe(200);
  });
});
