import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../engine/site-seed.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { basic, caller } from './caller.fixture.ts';

let jira: JiraFake;
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  jira = await startJiraFake({ deployment: 'datacenter' });
  call = caller(jira);
});
beforeEach(() => jira.reset());
afterAll(() => jira.close());

async function create(): Promise<string> {
  const fields = {
    project: { key: 'TAR' },
    issuetype: { name: 'Task' },
    summary: 's',
    description: '*wiki* [a|b]',
  };
  const { json } = await call('plugin', 'POST /rest/api/2/issue', { fields });
  return (json as { key: string }).key;
}

describe('Data Center', () => {
  it('has version 2 alone, users with names, and wiki text as it was written', async () => {
    const key = await create();
    expect((await call('plugin', `GET /rest/api/3/issue/${key}`)).status).toBe(404);
    const { json } = await call('plugin', `GET /rest/api/2/issue/${key}`);
    expect(json).toMatchObject({
      fields: { description: '*wiki* [a|b]', creator: { name: 'plugin', key: accountId('plugin') } },
    });
    expect(json).not.toHaveProperty('fields.creator.accountId');
    expect((await call('plugin', 'GET /rest/api/2/serverInfo')).json).toMatchObject({
      deploymentType: 'Server',
    });
  });

  it('lists the history oldest first, only as an expansion, without field ids', async () => {
    const key = await create();
    for (const id of ['21', '31'])
      await call('ben', `POST /rest/api/2/issue/${key}/transitions`, { transition: { id } });
    expect((await call('plugin', `GET /rest/api/2/issue/${key}/changelog`)).status).toBe(404);
    const { json } = await call('plugin', `GET /rest/api/2/issue/${key}?expand=changelog`);
    const { histories } = (json as { changelog: { histories: { id: string; items: object[] }[] } }).changelog;
    expect(Number(histories[0]!.id)).toBeLessThan(Number(histories[1]!.id));
    expect(histories[0]!.items[0]).not.toHaveProperty('fieldId');
  });

  it('searches by offset and knows no search/jql', async () => {
    await create();
    const { json } = await call('plugin', 'POST /rest/api/2/search', { jql: 'project = TAR', maxResults: 1 });
    expect(json).toMatchObject({ startAt: 0, maxResults: 1, total: 1, issues: [{ key: 'TAR-1' }] });
    expect((await call('plugin', 'GET /rest/api/2/search/jql?jql=project=TAR')).status).toBe(404);
  });

  it('answers 401 to an unresolvable bearer, except for an empty search', async () => {
    await create();
    const info = await call('Bearer wrong', 'GET /rest/api/2/serverInfo');
    expect([info.status, info.headers.get('x-seraph-loginreason')]).toEqual([401, null]);
    expect(await call('Bearer wrong', 'GET /rest/api/2/search?jql=project=TAR')).toMatchObject({
      status: 200,
      json: { total: 0 },
    });
  });

  it('locks an account out after wrong passwords, even for the right one', async () => {
    expect((await call(basic('ann', 'ann-password'), 'GET /rest/api/2/myself')).status).toBe(200);
    for (let tried = 0; tried < 3; tried += 1) {
      const wrong = await call(basic('ann', 'guess'), 'GET /rest/api/2/myself');
      expect([wrong.status, wrong.headers.get('x-seraph-loginreason')]).toEqual([
        401,
        'AUTHENTICATED_FAILED',
      ]);
      expect(wrong.text).toContain('Basic Authentication Failure - Reason : AUTHENTICATED_FAILED');
    }
    const locked = await call(basic('ann', 'ann-password'), 'GET /rest/api/2/myself');
    expect([locked.status, locked.headers.get('x-seraph-loginreason')]).toEqual([
      403,
      'AUTHENTICATION_DENIED',
    ]);
    expect(locked.headers.get('x-authentication-denied-reason')).toContain('CAPTCHA_CHALLENGE');
    expect((await call('ann', 'GET /rest/api/2/myself')).status).toBe(200);
  });

  it('gives and takes a cookie session', async () => {
    const opened = await call(undefined, 'POST /rest/auth/1/session', {
      username: 'ben',
      password: 'ben-password',
    });
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    const answer = await fetch(`${jira.url}/rest/api/2/myself`, { headers: { cookie } });
    expect([answer.headers.get('x-ausername'), (await answer.json()) as object]).toEqual([
      'ben',
      expect.objectContaining({ name: 'ben' }),
    ]);
    const wrong = await call(undefined, 'POST /rest/auth/1/session', { username: 'ben', password: 'x' });
    expect(wrong.status).toBe(401);
  });

  it('tells a wrong transition by its name, and an unknown one with 500', async () => {
    const key = await create();
    const project = jira.engine.findProject('TAR')!;
    const transitions = [{ id: '5', name: 'Reopen', from: ['10002'], to: '10001' }];
    jira.engine.putProject({ ...project, workflow: { ...project.workflow, transitions } });
    const wrong = await call('ben', `POST /rest/api/2/issue/${key}/transitions`, { transition: { id: '5' } });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('workflow operation (Reopen)')]);
    const unknown = await call('ben', `POST /rest/api/2/issue/${key}/transitions`, {
      transition: { id: '99' },
    });
    expect(unknown.status).toBe(500);
  });

  it('lists every permission unasked, and calls createmeta lists values', async () => {
    const { json } = await call('plugin', 'GET /rest/api/2/mypermissions?projectKey=TAR');
    expect(json).toMatchObject({
      permissions: { ADD_COMMENTS: { havePermission: true }, ADMINISTER: { havePermission: false } },
    });
    expect((await call('plugin', 'GET /rest/api/2/issue/createmeta/TAR/issuetypes')).json).toMatchObject({
      values: [{ name: 'Task' }],
      isLast: true,
    });
  });
});
