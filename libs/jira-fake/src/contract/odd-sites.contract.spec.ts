import { afterEach, describe, expect, it } from 'vitest';
import { accountId, defaultSeed } from '../engine/site-seed.ts';
import { KNOWN_FAULTS } from '../faults/known-faults.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { basic, caller } from './caller.fixture.ts';

let jira: JiraFake;

afterEach(() => jira.close());

const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' };
const DEPLOYMENTS = ['cloud', 'datacenter'] as const;

async function site(...options: Parameters<typeof startJiraFake>) {
  jira = await startJiraFake(...options);
  const call = caller(jira);
  const created = { fields, properties: [{ key: 'k', value: 'v' }] };
  for (let issue = 1; issue <= 3; issue += 1) await call('plugin', 'POST /rest/api/2/issue', created);
  return call;
}

/** One page of a search for everything: the keys on it, and the answer. */
async function search(call: ReturnType<typeof caller>, more: Record<string, unknown> = {}) {
  const path = jira.engine.deployment === 'cloud' ? 'search/jql' : 'search';
  const answer = await call('plugin', `POST /rest/api/2/${path}`, {
    jql: 'project = TAR ORDER BY id',
    fields: ['summary'],
    maxResults: 2,
    ...more,
  });
  const json = answer.json as { issues: { key: string }[]; nextPageToken?: string };
  return { keys: json.issues.map(({ key }) => key), json };
}

describe.each(DEPLOYMENTS)('on %s, a site that', (deployment) => {
  it('drops issue properties at create keeps none, and takes them later', async () => {
    const call = await site({ deployment, settings: { keepsCreateProperties: false } });
    expect((await call('plugin', 'GET /rest/api/2/issue/TAR-1?properties=k')).json).toMatchObject({
      properties: {},
    });
    expect((await call('plugin', 'PUT /rest/api/2/issue/TAR-1/properties/k', 'v')).status).toBe(400);
    expect((await call('plugin', 'PUT /rest/api/2/issue/TAR-1/properties/k', '"v"')).status).toBe(201);
  });

  it('repeats its pages answers the first page for every place', async () => {
    const call = await site({ deployment, settings: { pagesRepeat: true } });
    const first = await search(call);
    const next = deployment === 'cloud' ? { nextPageToken: first.json.nextPageToken } : { startAt: 2 };
    const second = await search(call, next);
    expect(second.keys).toEqual(first.keys);
    expect(second.json.nextPageToken).toBe(first.json.nextPageToken);
    const comments = { body: 'x' };
    for (let n = 0; n < 3; n += 1) await call('ann', 'POST /rest/api/2/issue/TAR-1/comment', comments);
    const page = async (startAt: number) =>
      (
        (await call('ann', `GET /rest/api/2/issue/TAR-1/comment?maxResults=2&startAt=${startAt}`)).json as {
          comments: { id: string }[];
        }
      ).comments.map(({ id }) => id);
    expect(await page(2)).toEqual(await page(0));
  });

  it('has an unreadable issue shows it without fields on a page that is fine otherwise', async () => {
    const call = await site({ deployment });
    jira.engine.settings.unreadableIssues = [jira.engine.findIssue('TAR-2')!.id];
    const { json } = await search(call);
    expect(json.issues).toMatchObject([{ fields: { summary: 's' } }, { fields: null }]);
  });

  it('answers about another issue does so for the one that is named', async () => {
    const call = await site({ deployment });
    const [first, , third] = jira.engine.issues;
    jira.engine.settings.mistakenReads = { [first!.id]: third!.id };
    expect((await call('plugin', `GET /rest/api/2/issue/${first!.id}`)).json).toMatchObject({
      id: third!.id,
    });
    expect((await call('plugin', 'GET /rest/api/2/issue/TAR-2')).json).toMatchObject({ key: 'TAR-2' });
  });

  it('renames a status shows its new name at once, and histories keep the old one', async () => {
    const call = await site({ deployment });
    const move = (id: string) =>
      call('ben', 'POST /rest/api/2/issue/TAR-1/transitions', { transition: { id } });
    await move('21');
    jira.engine.renameStatuses({ '10002': 'On hold' });
    const read = await call('plugin', 'GET /rest/api/2/issue/TAR-1?expand=changelog');
    expect(read.json).toMatchObject({ fields: { status: { id: '10002', name: 'On hold' } } });
    expect(read.text).toContain('"toString":"Approved"');
    expect((await call('plugin', 'GET /rest/api/2/project/TAR/statuses')).text).toContain('On hold');
    jira.reset();
    expect(jira.engine.status('10002').name).toBe('Approved');
  });

  it('swaps the names of two statuses', async () => {
    const call = await site({ deployment });
    jira.engine.renameStatuses({ '10002': 'Denied', '10003': 'Approved' });
    const statuses = (await call('plugin', 'GET /rest/api/2/status')).json as { id: string; name: string }[];
    expect(statuses.map(({ id, name }) => `${id} ${name}`)).toEqual([
      '10001 Pending',
      '10002 Denied',
      '10003 Approved',
      '10004 Expired',
    ]);
    expect(() => jira.engine.renameStatuses({ '99': 'x' })).toThrow("There is no status '99'.");
  });

  it('translates statuses does so in the language of the account that asks', async () => {
    const seed = defaultSeed();
    const statuses = seed.statuses.map((status) =>
      status.id === '10002' ? { ...status, translations: { de_DE: 'Genehmigt' } } : status,
    );
    const call = await site({ deployment, seed: { ...seed, statuses } });
    jira.engine.putUser({ ...jira.engine.findUser('ben')!, locale: 'de_DE' });
    const approved = async (name: string) =>
      ((await call(name, 'GET /rest/api/2/status')).json as { id: string }[]).find(
        ({ id }) => id === '10002',
      );
    expect(await approved('ann')).toMatchObject({ name: 'Approved' });
    expect(await approved('ben')).toMatchObject({
      name: 'Genehmigt',
      ...(deployment === 'cloud' ? { untranslatedName: 'Approved' } : {}),
    });
    if (deployment === 'datacenter') expect(await approved('ben')).not.toHaveProperty('untranslatedName');
    expect((await call('ben', 'GET /rest/api/2/myself')).json).toMatchObject({ locale: 'de_DE' });
  });
});

it('answers an empty page with a new token before the page that holds something, where it is set to', async () => {
  const call = await site({ settings: { emptyFirstPages: 2 } });
  const tokens = new Set<string | undefined>();
  let page = await search(call);
  for (let n = 0; n < 2; n += 1) {
    expect(page.json).toMatchObject({ issues: [], isLast: false });
    tokens.add(page.json.nextPageToken);
    page = await search(call, { nextPageToken: page.json.nextPageToken });
  }
  expect([tokens.size, page.keys]).toEqual([2, ['TAR-1', 'TAR-2']]);
});

it.each([
  ['waf', '403 text/html; charset=utf-8', /Request blocked/],
  ['captcha', '403 text/html; charset=utf-8', /AUTHENTICATION_DENIED/],
  ['login-page', '200 text/html; charset=utf-8', /Sign in/],
] as const)('the known fault %s answers %s', async (name, head, text) => {
  const call = await site({ deployment: 'datacenter' });
  jira.faults.add(KNOWN_FAULTS[name]);
  const answer = await call('plugin', 'GET /rest/api/2/myself');
  expect([`${answer.status} ${answer.headers.get('content-type')}`, answer.text]).toEqual([
    head,
    expect.stringMatching(text),
  ]);
  const denied = answer.headers.get('x-authentication-denied-reason') ?? '';
  expect(denied.includes('CAPTCHA_CHALLENGE')).toBe(name === 'captcha');
});

it('lets a locked account in again once its CAPTCHA is solved', async () => {
  const call = await site({ deployment: 'datacenter' });
  for (let tried = 0; tried < 3; tried += 1) await call(basic('ann', 'guess'), 'GET /rest/api/2/myself');
  const ann = basic('ann', 'ann-password');
  expect((await call(ann, 'GET /rest/api/2/myself')).status).toBe(403);
  jira.solveCaptcha('ann');
  expect((await call(ann, 'GET /rest/api/2/myself')).json).toMatchObject({ key: accountId('ann') });
});
