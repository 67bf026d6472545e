import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { JiraFoundIssue } from './search.ts';
import type { JiraClient } from '../jira-client.ts';
import { clientOf, closeAll, json, serve } from '../wire/wire.fixture.ts';

afterEach(closeAll);

const call = { signal: new AbortController().signal };
const created = '2026-01-01T00:00:00.000+0000';
const author = { accountId: 'ann', key: 'ann', displayName: 'Ann', active: true, accountType: 'atlassian' };
const me = JSON.stringify({ ...author, accountId: 'bot', key: 'bot', displayName: 'Bot' });

const issue = (id: number) => ({
  id: String(id),
  key: `TAR-${String(id)}`,
  fields: {
    project: { id: '1', key: 'TAR' },
    issuetype: { id: '3', name: 'Task' },
    status: { id: '1', name: 'Pending' },
    creator: author,
    created,
  },
});

/** A Jira whose n-th answer to everything but `/myself` is `answer(n)`. */
async function jira(deployment: 'cloud' | 'datacenter', answer: (n: number, path: string) => unknown) {
  let n = 0;
  const isMyself = ({ url }: IncomingMessage) => url?.endsWith('/myself') === true;
  const server = await serve((request, response) => {
    if (isMyself(request)) return json(response, JSON.parse(me));
    n += 1;
    return json(response, answer(n, request.url ?? ''));
  });
  const asked = () => server.requests.filter((request) => !isMyself(request)).length;
  return { client: clientOf(server, { deployment }), asked };
}

async function found(client: JiraClient): Promise<string[]> {
  const all: JiraFoundIssue[] = [];
  for await (const page of client.search({ jql: 'project = TAR' }, call)) all.push(...page);
  return all.map(({ id }) => id);
}

const endless = { code: 'endless-listing', message: expect.stringContaining('Jira') as string };

describe('a search that does not end by itself', () => {
  it.each<[string, 'cloud' | 'datacenter', (n: number) => unknown, number]>([
    ['the same token again', 'cloud', () => ({ issues: [], nextPageToken: 'same', isLast: false }), 2],
    [
      'two tokens in turn',
      'cloud',
      (n) => ({ issues: [issue(n)], nextPageToken: `token ${String(n % 2)}` }),
      3,
    ],
    [
      'offsets that are not heeded',
      'datacenter',
      () => ({ issues: [issue(1), issue(2)], startAt: 0, total: 1_000_000 }),
      2,
    ],
    [
      'the same page again, without saying where it starts',
      'datacenter',
      () => ({ issues: [issue(1), issue(2)], total: 1_000_000 }),
      2,
    ],
    ['a new token for ever', 'cloud', (n) => ({ issues: [], nextPageToken: String(n) }), 1000],
  ])('%s: is an error with a name', async (...[, deployment, answer, pages]) => {
    const { client, asked } = await jira(deployment, answer);
    await expect(found(client)).rejects.toMatchObject({ ...endless, operation: 'search issues' });
    expect(asked()).toBe(pages);
  });

  it('goes on past an empty page that has a new token', async () => {
    const pages = [
      { issues: [issue(1)], nextPageToken: 'a', isLast: false },
      { issues: [], nextPageToken: 'b', isLast: false },
      { issues: [issue(2)], isLast: true },
    ];
    const { client } = await jira('cloud', (n) => pages[n - 1]);
    expect(await found(client)).toEqual(['1', '2']);
  });

  it('does not pass for complete where Jira says that there is more, but not where', async () => {
    const { client } = await jira('cloud', () => ({ issues: [issue(1)], isLast: false }));
    await expect(found(client)).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});

describe('the other lists', () => {
  const change = (id: number) => ({ id: String(id), author, created, items: [] });
  const comment = (id: number) => ({ id: String(id), author, body: 'x', created, updated: created });
  const read = (client: JiraClient) =>
    client.readIssue({ issueId: '1', properties: [], projectKey: 'TAR' }, call);
  const noComment = { ...issue(1).fields, comment: { comments: [], total: 0 } };
  const noChange = { histories: [], total: 0 };
  const partOf = (more: object) => ({ ...issue(1), fields: noComment, changelog: noChange, ...more });

  it('end with an error where a history begins anew for ever', async () => {
    const whole = partOf({ changelog: { histories: [change(9)], total: 900 } });
    const page = { startAt: 0, total: 900, values: [change(1), change(2)] };
    const { client, asked } = await jira('cloud', (_, path) => (path.includes('/changelog?') ? page : whole));
    await expect(read(client)).rejects.toMatchObject({ ...endless, operation: 'read history of issue' });
    expect(asked()).toBeLessThan(5);
  });

  it('do not pass for whole where the rest of a history is withheld', async () => {
    const whole = partOf({ changelog: { histories: [change(9)], total: 3 } });
    const page = { total: 3, values: [] };
    const { client } = await jira('cloud', (_, path) => (path.includes('/changelog?') ? page : whole));
    await expect(read(client)).rejects.toMatchObject({ code: 'unexpected-answer' });
  });

  it('end with an error where a discussion begins anew for ever', async () => {
    const fields = { ...issue(1).fields, comment: { comments: [comment(1)], total: 900 } };
    const page = { startAt: 0, total: 900, comments: [comment(1), comment(2)] };
    const { client, asked } = await jira('datacenter', (_, path) =>
      path.includes('/comment?') ? page : partOf({ fields }),
    );
    await expect(read(client)).rejects.toMatchObject({ ...endless, operation: 'read comments' });
    expect(asked()).toBeLessThan(5);
  });

  it('end with an error where a create screen begins anew for ever', async () => {
    const page = { startAt: 0, total: 900, fields: [{ fieldId: 'summary', name: 'Summary' }] };
    const { client, asked } = await jira('cloud', () => page);
    await expect(client.createFields({ project: 'TAR', issueTypeId: '3' }, call)).rejects.toMatchObject(
      endless,
    );
    expect(asked()).toBe(2);
  });
});
