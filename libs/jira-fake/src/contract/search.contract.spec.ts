import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { caller } from './caller.fixture.ts';

let jira: JiraFake;
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  jira = await startJiraFake();
  call = caller(jira);
});
beforeEach(() => jira.reset());
afterAll(() => jira.close());

const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice wants in' };

const create = () => call('plugin', 'POST /rest/api/3/issue', { fields });

describe('search', () => {
  it('answers ids alone unless fields are named, in pages with tokens', async () => {
    for (let made = 0; made < 3; made += 1) await create();
    const first = await call('plugin', 'POST /rest/api/3/search/jql', {
      jql: 'project = TAR ORDER BY key',
      maxResults: 2,
    });
    expect(first.json).toMatchObject({ isLast: false, issues: [{ key: 'TAR-1' }, { key: 'TAR-2' }] });
    expect(first.json).not.toHaveProperty('issues.0.fields');
    const { nextPageToken } = first.json as { nextPageToken: string };
    const rest = await call('plugin', 'POST /rest/api/3/search/jql', {
      jql: 'project = TAR ORDER BY key',
      maxResults: 2,
      nextPageToken,
      fields: ['summary'],
      properties: ['p'],
    });
    expect(rest.json).toEqual({
      isLast: true,
      issues: [
        expect.objectContaining({ key: 'TAR-3', fields: { summary: 'alice wants in' }, properties: {} }),
      ],
    });
    const count = await call('plugin', 'POST /rest/api/3/search/approximate-count', { jql: 'project = TAR' });
    expect(count.json).toEqual({ count: 3 });
  });

  it.each([
    [{ jql: 'project = TAR', startAt: 0 }, 'Invalid request payload.'],
    [{ jql: 'project = TAR', fields: 'summary' }, 'Invalid request payload.'],
    [{ jql: 'project = TAR', maxResults: 5001 }, 'between 1 and 5000'],
    [{ jql: 'project = NOPE' }, "The value 'NOPE' does not exist for the field 'project'."],
  ])('refuses %j', async (body, text) => {
    const answer = await call('plugin', 'POST /rest/api/3/search/jql', body);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(text)]);
  });
});
