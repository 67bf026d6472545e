import { accountId, startJiraFake, type Deployment, type JiraFake } from '@org/jira-fake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJiraClient } from './create-jira-client.ts';
import type { JiraAuth } from './api/jira-client-options.ts';
import type { JiraClient } from './jira-client.ts';

const signal = new AbortController().signal;
const call = { signal };
const summary = 'A card';
const issue = { project: { key: 'TAR' }, issueType: { name: 'Task' }, summary };
const whole = { properties: ['p'], projectKey: 'TAR' };

const credentials: Record<Deployment, JiraAuth> = {
  cloud: { kind: 'basic', user: 'plugin@example.com', secret: 'plugin-token' },
  datacenter: { kind: 'bearer', token: 'plugin-token' },
};

describe.each(['cloud', 'datacenter'] as const)('a client of Jira %s', (deployment) => {
  let fake: JiraFake;
  let client: JiraClient;

  beforeEach(async () => {
    fake = await startJiraFake({ deployment });
    client = createJiraClient({ baseUrl: fake.url, auth: credentials[deployment], allowHttp: true });
  });
  afterEach(async () => {
    client.close();
    await fake.close();
  });

  async function read(issueId: string) {
    const reading = await client.readIssue({ issueId, ...whole }, call);
    if (reading.kind === 'gone') throw new Error('gone');
    return reading.issue;
  }

  it('learns which product it talks to, and who it is', async () => {
    expect(await client.deployment(call)).toBe(deployment);
    expect(await client.myself(call)).toMatchObject({ id: accountId('plugin'), active: true });
    expect((await client.serverInfo(call)).deployment).toBe(deployment);
  });

  it('reads the project, its statuses, its create screen and its own rights', async () => {
    const project = await client.project('TAR', call);
    expect(project).toMatchObject({ id: '10000', key: 'TAR', teamManaged: false });
    const [types] = await client.projectStatuses('TAR', call);
    expect(types?.statuses.map(({ name }) => name)).toEqual(['Pending', 'Approved', 'Denied', 'Expired']);
    const [type] = await client.createIssueTypes('TAR', call);
    const fields = await client.createFields({ project: 'TAR', issueTypeId: type?.id ?? '' }, call);
    expect(fields.find(({ id }) => id === 'summary')).toMatchObject({ required: true, type: 'string' });
    const permissions = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'TRANSITION_ISSUES', 'ADD_COMMENTS'];
    const held = await client.myPermissions({ permissions, in: { projectKey: 'TAR' } }, call);
    expect(held).toEqual(Object.fromEntries(permissions.map((key) => [key, true])));
  });

  it('creates an issue and reads it whole: text, properties, comments, history, moves', async () => {
    const description = [{ kind: 'paragraph', content: [{ text: 'Some *text* {code}' }] }] as const;
    const { id, key } = await client.createIssue({ ...issue, description, properties: { p: 'bare' } }, call);
    const comment = await client.addComment(
      id,
      {
        body: [{ kind: 'paragraph', content: [{ text: 'a [link|x] *b*' }] }],
        properties: { mine: { n: 1 } },
      },
      call,
    );
    const [first] = (await read(id)).transitions.filter(({ to }) => to.name === 'Approved');
    const historyMetadata = { type: 'test', extraData: { a: 'b' } };
    await client.transition(id, { transitionId: first?.id ?? '', historyMetadata }, call);
    await client.setIssueProperty({ issueId: id, key: 'p', value: { x: [1] } }, call);
    const found = await read(id);
    expect(found).toMatchObject({
      key,
      projectKey: 'TAR',
      status: { name: 'Approved' },
      creator: { id: accountId('plugin') },
      properties: { p: { x: [1] } },
    });
    expect(found.comments).toMatchObject([{ id: comment.id, text: 'a [link|x] *b*' }]);
    expect(found.comments[0]?.updated).toBe(found.comments[0]?.created);
    expect(found.changes.at(-1)).toMatchObject({ author: { id: accountId('plugin') }, historyMetadata });
    const ask = { commentIds: [comment.id, '99999'], key: 'mine' };
    expect(await client.commentProperties(ask, call)).toEqual(new Map([[comment.id, { n: 1 }]]));
    expect(await client.issueProperties({ issueId: id, keys: ['p', 'q'] }, call)).toEqual({ p: { x: [1] } });
  });

  it('reads an issue in one call', async () => {
    const { id } = await client.createIssue(issue, call);
    fake.calls.length = 0;
    await read(id);
    expect(fake.calls).toHaveLength(1);
  });

  it('S6: reads a discussion and a history longer than any page, oldest first', async () => {
    const { id } = await client.createIssue(issue, call);
    const count = 120;
    const moves = new Map((await read(id)).transitions.map((one) => [one.to.name, one.id]));
    for (let n = 0; n < count; n += 1) {
      const body = [{ kind: 'paragraph', content: [{ text: String(n) }] }] as const;
      await client.addComment(id, { body }, call);
      const transitionId = moves.get(n % 2 === 0 ? 'Approved' : 'Pending') ?? '';
      await client.transition(id, { transitionId }, call);
    }
    const found = await read(id);
    expect(found.comments.map(({ text }) => Number(text))).toEqual([...Array(count).keys()]);
    expect(found.changes.length).toBeGreaterThanOrEqual(count);
    const ids = found.changes.map((change) => Number(change.id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  it('searches page by page until the last', async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.push((await client.createIssue(issue, call)).id);
    const pages: string[][] = [];
    const search = { jql: 'project = "TAR" ORDER BY created ASC', pageSize: 3 };
    for await (const page of client.search(search, call)) pages.push(page.map(({ id }) => id));
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(made);
  });

  it('deletes a comment; a second time it is not found', async () => {
    const { id } = await client.createIssue(issue, call);
    const body = [{ kind: 'paragraph', content: [{ text: 'x' }] }] as const;
    const of = { issueId: id, commentId: (await client.addComment(id, { body }, call)).id };
    await client.deleteComment(of, call);
    expect((await read(id)).comments).toEqual([]);
    await expect(client.deleteComment(of, call)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('knows an account by its id', async () => {
    expect(await client.user(accountId('ben'), call)).toMatchObject({
      id: accountId('ben'),
      displayName: 'Ben Reviewer',
    });
    await expect(client.user('nobody', call)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('searches accounts by the beginning of their name', async () => {
    const found = await client.searchUsers('ben', call);
    expect(found.map(({ id }) => id)).toEqual([accountId('ben')]);
    expect(await client.searchUsers('nobody & accountId=x', call)).toEqual([]);
  });

  it('names every refused field', async () => {
    const refused = client.createIssue({ ...issue, summary: 'a\nb', fields: { nonsense: 1 } }, call);
    await expect(refused).rejects.toMatchObject({
      code: 'rejected',
      outcome: 'not-done',
      fieldErrors: { summary: expect.stringContaining('newline') as string },
    });
  });

  it('calls a missing issue gone only when the answer can be believed', async () => {
    expect(await client.readIssue({ issueId: '99999', ...whole }, call)).toEqual({ kind: 'gone' });
    fake.engine.settings.tokensDead = true;
    const dead = deployment === 'cloud' ? 'anonymous' : 'unauthorized';
    await expect(client.readIssue({ issueId: '99999', ...whole }, call)).rejects.toMatchObject({
      code: dead,
    });
  });

  it('does not take an empty search for an answer while nobody is signed in', async () => {
    await client.createIssue(issue, call);
    fake.engine.settings.tokensDead = true;
    const pages = client.search({ jql: 'project = "TAR"' }, call)[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toMatchObject({
      code: expect.stringMatching(/anonymous|unauthorized/) as string,
    });
  });

  it('leaves the outcome of a create open when the answer is lost, and sends it once', async () => {
    await client.myself(call);
    fake.faults.add({ match: { method: 'POST', path: '/rest/api/*/issue' }, when: 'after', action: 'drop' });
    await expect(client.createIssue(issue, call)).rejects.toMatchObject({
      code: 'network',
      outcome: 'unknown',
    });
    expect(fake.engine.issues).toHaveLength(1);
  });

  it('tells two moves at once apart from a refused one', async () => {
    const { id } = await client.createIssue(issue, call);
    const [move] = (await read(id)).transitions.filter(({ to }) => to.name === 'Denied');
    const refused = client.transition(id, { transitionId: '9999' }, call);
    await expect(refused).rejects.toMatchObject({
      outcome: deployment === 'cloud' ? 'not-done' : (expect.stringMatching(/not-done|unknown/) as string),
    });
    fake.engine.settings.transitionMs = 200;
    const moves = [1, 2].map(() => client.transition(id, { transitionId: move?.id ?? '' }, call));
    const results = await Promise.allSettled(moves);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed).toMatchObject([{ reason: { code: 'conflict', outcome: 'not-done' } }]);
  });
});

it('works through the gateway with a scoped token, and says so when one is used on the site', async () => {
  const fake = await startJiraFake();
  const auth = { kind: 'basic', user: 'plugin@example.com', secret: 'plugin-scoped-token' } as const;
  const gateway = createJiraClient({ baseUrl: fake.gatewayUrl, auth, allowHttp: true });
  const site = createJiraClient({ baseUrl: fake.url, auth, allowHttp: true });
  expect((await gateway.myself(call)).id).toBe(accountId('plugin'));
  expect(fake.calls.map(({ path }) => path)).not.toContain('/rest/api/2/serverInfo');
  await expect(site.project('TAR', call)).rejects.toMatchObject({
    code: 'unauthorized',
    message: expect.stringContaining('api.atlassian.com/ex/jira') as string,
  });
  gateway.close();
  site.close();
  await fake.close();
});

it('never brings a Data Center account to its CAPTCHA', async () => {
  const fake = await startJiraFake({ deployment: 'datacenter' });
  const wrong = { kind: 'basic', user: 'plugin', secret: 'wrong' } as const;
  const client = createJiraClient({ baseUrl: fake.url, auth: wrong, allowHttp: true });
  for (let n = 0; n < 10; n += 1) {
    await expect(client.myself(call)).rejects.toMatchObject({ code: 'unauthorized' });
  }
  const right = { ...wrong, secret: 'plugin-password' };
  const other = createJiraClient({ baseUrl: fake.url, auth: right, allowHttp: true });
  expect((await other.myself(call)).id).toBe(accountId('plugin'));
  client.close();
  other.close();
  await fake.close();
});
