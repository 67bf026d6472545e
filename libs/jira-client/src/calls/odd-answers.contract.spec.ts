import { afterEach, describe, expect, it } from 'vitest';
import { clientOf, closeAll, json, serve } from '../wire/wire.fixture.ts';
import type { JiraUnreadableIssue } from '../schemas/issue/search-page.ts';

afterEach(closeAll);

const call = { signal: new AbortController().signal };
const author = { accountId: 'ann', displayName: 'Ann', active: true, accountType: 'atlassian' };
const issue = (id: number, more: object = {}) => ({
  id: String(id),
  key: `TAR-${String(id)}`,
  fields: {
    project: { id: '1', key: 'TAR' },
    issuetype: { id: '3', name: 'Task' },
    status: { id: '1', name: 'Pending' },
    creator: author,
    created: '2026-01-01T00:00:00.000+0000',
    comment: { comments: [], total: 0 },
    ...more,
  },
  changelog: { histories: [], total: 0 },
});
const deployments = ['cloud', 'datacenter'] as const;

describe.each(deployments)('a page on %s with an issue that cannot be read', (deployment) => {
  it('gives the others, tells of the one, and goes on to the next page', async () => {
    const odd = { ...issue(2, { status: null }), properties: { p: 'mine' } };
    const place = (startAt: number, nextPageToken?: string) =>
      deployment === 'cloud' ? { nextPageToken } : { startAt, total: 4 };
    const pages = [
      { issues: [issue(1), odd, 'no issue at all'], ...place(0, 'next') },
      { issues: [issue(4)], ...place(3) },
    ];
    let n = 0;
    const server = await serve((request, answer) =>
      json(answer, request.url?.endsWith('/myself') === true ? { ...author, key: 'ann' } : pages[n++]),
    );
    const unreadable: JiraUnreadableIssue[] = [];
    const found: string[] = [];
    const search = { jql: 'x', onUnreadable: (one: JiraUnreadableIssue) => void unreadable.push(one) };
    for await (const page of clientOf(server, { deployment }).search(search, call)) {
      found.push(...page.map(({ id }) => id));
    }
    expect(found).toEqual(['1', '4']);
    expect(unreadable).toEqual([{ id: '2', properties: { p: 'mine' } }]);
  });
});

describe.each(deployments)('an answer on %s about another issue than the one asked for', (deployment) => {
  const answering = async (body: unknown) =>
    clientOf(await serve((_, answer) => json(answer, body)), { deployment });

  it('decides nothing', async () => {
    const client = await answering(issue(8));
    const read = { issueId: '7', properties: [], projectKey: 'TAR' };
    await expect(client.readIssue(read, call)).rejects.toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining('about issue 8 when asked about 7') as string,
    });
    await expect(client.issueProperties({ issueId: '7', keys: ['p'] }, call)).rejects.toMatchObject({
      code: 'unexpected-answer',
    });
  });

  it('is what the answer says where a key was asked for: keys change', async () => {
    const client = await answering(issue(8));
    const reading = await client.readIssue({ issueId: 'OLD-3', properties: [], projectKey: 'TAR' }, call);
    expect(reading).toMatchObject({ kind: 'issue', issue: { id: '8' } });
  });
});
