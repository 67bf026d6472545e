import { createServer, type IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { JiraFake } from '@org/jira-fake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './people.ts';
import { selfSignedPair } from './self-signed-pair.ts';
import { startJiraMock } from './start-jira-mock.ts';

let mock: JiraFake;

beforeEach(async () => {
  mock = await startJiraMock({ webhook: { url: 'http://127.0.0.1:9/', secret: 's3cret' } });
});
afterEach(() => mock.close());

async function control(request: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const [method = 'GET', path = ''] = request.split(' ');
  const answer = await fetch(`${mock.url}${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

async function createAs(name: string): Promise<Response> {
  const people = (await control('GET /_mock/people')).json as Person[];
  const { authorization } = people.find((person) => person.name === name)!;
  return fetch(`${mock.url}/rest/api/2/issue`, {
    method: 'POST',
    headers: { authorization, 'user-agent': 'Mozilla/5.0', origin: mock.url },
    body: JSON.stringify({
      fields: {
        project: { key: 'TAR' },
        issuetype: { name: 'Task' },
        summary: 's',
        description: '<b>*x*</b>',
      },
    }),
  });
}

describe('the pages', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/browse/TAR-1', 'text/html; charset=utf-8'],
    ['/_page/board.js', 'text/javascript; charset=utf-8'],
    ['/_page/jira.css', 'text/css; charset=utf-8'],
    ['/_page/mark.svg', 'image/svg+xml'],
  ])('%s is served', async (path, type) => {
    const answer = await fetch(`${mock.url}${path}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect((await answer.text()).length).toBeGreaterThan(100);
  });

  it('hear of every change', async () => {
    const stream = await fetch(`${mock.url}/_mock/events`);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: hello');
    expect((await createAs('ann')).status).toBe(201);
    expect((await reader.read()).value).toContain('{"kind":"issue-created","key":"TAR-1"}');
    await reader.cancel();
  });
});

describe('the control API', () => {
  it('tells the whole state, escaped, without secrets', async () => {
    await createAs('ben');
    const { json } = await control('GET /_mock/state');
    expect(json).toMatchObject({
      deployment: 'cloud',
      issues: [
        {
          key: 'TAR-1',
          status: 'Pending',
          creator: 'ben',
          description: '<b>x</b>',
          descriptionHtml: '<p>&lt;b&gt;<b>x</b>&lt;/b&gt;</p>',
        },
      ],
      webhooks: [{ signed: true }],
      deliveries: [{ event: 'jira:issue_created', issueKey: 'TAR-1' }],
      calls: [{ method: 'POST', path: '/rest/api/2/issue', status: 201 }],
    });
    expect(JSON.stringify(json)).not.toContain('s3cret');
    expect(JSON.stringify(json)).not.toContain('-token');
  });

  it('goes back to the start, with the webhook of the command line', async () => {
    await createAs('ben');
    await control('POST /_mock/webhooks', { url: 'http://127.0.0.1:9/other' });
    await control('POST /_mock/faults', { action: 'drop' });
    expect((await control('POST /_mock/reset')).status).toBe(204);
    expect((await control('GET /_mock/state')).json).toMatchObject({
      issues: [],
      webhooks: [{ url: 'http://127.0.0.1:9/' }],
      faults: [],
      calls: [],
    });
  });

  it('holds, tells when, and releases', async () => {
    const rule = { match: { method: 'POST', path: '/rest/api/*/issue' }, when: 'after', action: 'hold' };
    const { id } = (await control('POST /_mock/faults', rule)).json as { id: string };
    const created = createAs('ben');
    expect((await control(`GET /_mock/faults/${id}/reached`)).json).toMatchObject({ hits: 1, held: 1 });
    expect(mock.engine.issues).toHaveLength(1);
    expect((await control(`DELETE /_mock/faults/${id}`)).status).toBe(204);
    expect((await created).status).toBe(201);
    expect((await control(`GET /_mock/faults/${id}`)).status).toBe(404);
  });

  it('says when a fault was not reached in time', async () => {
    const { id } = (await control('POST /_mock/faults', { action: 'hold' })).json as { id: string };
    expect((await control(`GET /_mock/faults/${id}/reached?timeoutMs=1`)).status).toBe(408);
  });

  it('renames statuses while it runs, and says when there is none of that id', async () => {
    const renamed = await control('PUT /_mock/statuses', { '10002': 'Denied', '10003': 'Approved' });
    expect(renamed.json).toMatchObject([
      {},
      { id: '10002', name: 'Denied' },
      { id: '10003', name: 'Approved' },
      {},
    ]);
    expect((await control('PUT /_mock/statuses', { '99': 'x' })).json).toEqual({
      message: "There is no status '99'.",
    });
    expect((await control('PUT /_mock/statuses', { '10002': 5 })).status).toBe(400);
  });

  it('takes faults by name, and names those that it knows', async () => {
    const { id } = (await control('POST /_mock/faults', { known: 'waf', times: 1 })).json as { id: string };
    expect((await fetch(`${mock.url}/rest/api/2/serverInfo`)).status).toBe(403);
    expect((await control(`GET /_mock/faults/${id}`)).json).toMatchObject({ hits: 1, rule: { times: 1 } });
    expect((await control('POST /_mock/faults', { known: 'wolf' })).json).toEqual({
      message: 'There is no known fault "wolf". Known: waf, captcha, login-page, repeated-page-token.',
    });
  });

  it('registers webhooks of post functions and of Automation rules', async () => {
    const hook = { url: 'http://127.0.0.1:9/rule', kind: 'automation-key' };
    expect((await control('POST /_mock/webhooks', hook)).status).toBe(201);
    expect(mock.webhooks.list().at(-1)).toMatchObject(hook);
    expect((await control('POST /_mock/webhooks', { ...hook, kind: 'rule' })).status).toBe(400);
  });

  it('solves the CAPTCHA of an account', async () => {
    expect((await control('POST /_mock/users/ann/solve-captcha')).status).toBe(204);
    expect((await control('POST /_mock/users/nobody/solve-captcha')).status).toBe(404);
  });

  it('tells which comments are internal', async () => {
    await createAs('ben');
    await control('PUT /_mock/projects/TAR', { projectType: 'service_desk' });
    const properties = [{ key: 'sd.public.comment', value: { internal: true } }];
    const people = (await control('GET /_mock/people')).json as Person[];
    const { authorization } = people.find(({ name }) => name === 'plugin')!;
    await fetch(`${mock.url}/rest/api/2/issue/TAR-1/comment`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ body: 'x', properties }),
    });
    expect((await control('GET /_mock/state')).json).toMatchObject({
      issues: [{ comments: [{ text: 'x', internal: true }] }],
    });
  });

  it('changes settings, accounts and projects', async () => {
    expect((await control('PUT /_mock/settings', { searchLagMs: 7 })).json).toMatchObject({ searchLagMs: 7 });
    expect((await control('PUT /_mock/settings', { nonsense: 7 })).status).toBe(400);
    await control('PUT /_mock/users/ben', { active: false });
    expect(mock.engine.findUser('ben')).toMatchObject({ active: false, displayName: 'Ben Reviewer' });
    await control('PUT /_mock/projects/TAR', { grants: { TRANSITION_ISSUES: [] } });
    expect(mock.engine.findProject('TAR')).toMatchObject({ grants: { TRANSITION_ISSUES: [] }, key: 'TAR' });
  });
});

describe('what REST has no call for', () => {
  it('moves a card with no author, and an issue to another project', async () => {
    await createAs('ben');
    expect((await control('POST /_mock/issues/TAR-1/system-move', { status: 'Denied' })).status).toBe(200);
    const project = mock.engine.findProject('TAR')!;
    mock.engine.putProject({ ...project, id: '1', key: 'OPS' });
    const moved = await control('POST /_mock/issues/TAR-1/move', { project: 'OPS', as: 'ben' });
    expect(moved.json).toEqual({ key: 'OPS-1' });
    expect((await control('GET /_mock/state')).json).toMatchObject({
      issues: [
        { key: 'OPS-1', project: 'OPS', history: [{ items: [{ toText: 'Denied' }] }, { author: 'ben' }] },
      ],
    });
    expect((await control('POST /_mock/issues/TAR-1/move', { project: 'NOPE' })).status).toBe(404);
  });
});

describe('HTTPS', () => {
  it('is served with a certificate made on the spot, and self links follow', async () => {
    const secure = await startJiraMock({ tls: await selfSignedPair() });
    const body = await new Promise<string>((resolve, reject) => {
      get(`${secure.url}/rest/api/2/serverInfo`, { rejectUnauthorized: false }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => resolve(text));
      }).on('error', reject);
    });
    await secure.close();
    expect(JSON.parse(body)).toMatchObject({ baseUrl: secure.url, deploymentType: 'Cloud' });
    expect(secure.url).toMatch(/^https:/);
  });
});

describe('closing', () => {
  it('ends open streams, held calls and webhooks on their way', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const reached = new Promise<IncomingMessage>((resolve) => silent.on('request', resolve));
    await control('POST /_mock/webhooks', {
      url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`,
    });
    await control('POST /_mock/faults', { action: 'hold', when: 'after', match: { method: 'POST' } });
    await fetch(`${mock.url}/_mock/events`);
    const held = createAs('ben').catch(() => 'cut');
    const webhook = await reached;
    const cut = new Promise((resolve) => webhook.socket.on('close', resolve));
    await mock.close();
    await held;
    await cut;
    silent.close();
    mock = await startJiraMock({});
  });
});
