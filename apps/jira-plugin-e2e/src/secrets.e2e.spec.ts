import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificate } from './harness/certificate.ts';
import { privateKeyOf } from './harness/printed-secrets.ts';
import type { Program } from './harness/program.ts';
import type { MockRequest } from './harness/teleport-world.ts';
import { until } from './harness/until.ts';
import { freePort, Worlds } from './harness/worlds.ts';

const token = 'plugin-token';
const webhookSecret = 'a-webhook-secret-that-nobody-may-see';
const previousSecret = 'the-webhook-secret-before-it';
const password = 'a-password-that-nobody-may-see';
const sealKey = 'a-seal-key-that-nobody-may-see';
const login = Buffer.from(`plugin@example.com:${token}`).toString('base64');
const caller = Buffer.from(`jira:${password}`).toString('base64');

let worlds: Worlds;
let plugin: Program;
let endpoint: string;
let ca: string;
/** All that the endpoint has answered. */
const answers: string[] = [];

beforeAll(async () => {
  worlds = await Worlds.start();
  const { key, cert } = await certificate();
  ca = cert;
  const files = {
    https_key_file: join(worlds.dir, 'server.key'),
    https_cert_file: join(worlds.dir, 'server.crt'),
  };
  await writeFile(files.https_key_file, key);
  await writeFile(files.https_cert_file, cert);
  const port = await freePort();
  endpoint = `https://127.0.0.1:${port}`;
  const http = { ...files, webhook_secret: webhookSecret, webhook_secret_previous: previousSecret };
  plugin = await worlds.unready(
    {
      http: { ...http, listen_addr: `127.0.0.1:${port}` },
      'http.basic_auth': { user: 'jira', password },
      decisions: { seal_key: sealKey },
      log: { severity: 'TRACE' },
    },
    { flags: ['-d'] },
  );
  await plugin.printed(/Plugin is ready/);
});

afterAll(() => worlds.stop());

it('tells nobody a secret, whatever fails on either side', async () => {
  const { jira, teleport } = worlds;
  const echo = `you sent Basic ${login}, which is ${token}`;
  for (const status of [400, 401, 403, 429, 500]) {
    await jira.fault({
      match: { method: 'POST', path: '/rest/api/3/issue' },
      when: 'before',
      action: 'error',
      status,
      body: { errorMessages: [echo], errors: { summary: echo } },
      times: 1,
    });
  }
  const html = await jira.fault({
    match: { path: '/rest/api/3/search/jql' },
    when: 'before',
    action: 'error',
    status: 502,
    body: `<html>${echo}</html>`,
    times: 2,
  });
  await teleport.fault({
    match: { method: 'UpdatePluginData' },
    when: 'before',
    action: 'error',
    code: 13,
    message: `${sealKey} ${webhookSecret} ${token}`,
    times: 1,
  });
  const [{ id }] = await Promise.all([1, 2, 3, 4, 5].map(() => teleport.request()) as [Promise<MockRequest>]);
  await until(
    `the record of ${id} to name its ticket`,
    async () => (await teleport.record(id))['issue_id'],
    60_000,
  );
  await until('both searches to have failed', async () => (await html.hits()) === 2);
  const { id: issueId } = await jira.issue(id);
  await expectStatuses(issueId);
  await jira.move({ id: issueId }, 'Approved');
  await teleport.reaches(id, 'approved');
  await teleport.marked(id, 'approved');
  await plugin.end();
  expect(plugin.output).toMatch(/WARN/);
  const { requests, pluginData, audit } = await teleport.state();
  const told = {
    log: plugin.output,
    answers: answers.join('\n'),
    jira: JSON.stringify((await jira.state()).issues),
    teleport: JSON.stringify([requests, pluginData, audit]),
  };
  for (const [where, text] of Object.entries(told)) {
    for (const [name, secret] of Object.entries(await secrets())) {
      expect(text.includes(secret), `${name} stands in ${where}`).toBe(false);
    }
  }
}, 120_000);

/** Callers with the right secrets and with wrong ones. */
async function expectStatuses(issueId: string): Promise<void> {
  const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', timestamp: 1, issue: { id: issueId } });
  const sign = (secret: string): string =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const right = { authorization: `Basic ${caller}`, 'x-hub-signature': sign(webhookSecret) };
  expect(await post(body, right)).toBe(204);
  expect(await post(body, { ...right, 'x-hub-signature': sign(previousSecret) })).toBe(204);
  expect(await post(body, { ...right, 'x-hub-signature': sign('wrong') })).toBe(401);
  expect(await post(body, { ...right, 'x-hub-signature': webhookSecret })).toBe(401);
  expect(await post(body, { ...right, authorization: `Basic ${password}` })).toBe(401);
  expect(await post(`${body}${webhookSecret}`, right)).toBe(401);
}

async function post(body: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const session = connect(endpoint, { ca });
  try {
    return await new Promise((resolve, reject) => {
      let status: unknown;
      const stream = session.request({
        ...headers,
        ':method': 'POST',
        ':path': '/',
        'content-type': 'application/json',
      });
      stream.setEncoding('utf8');
      stream.on('response', (answer) => {
        status = answer[':status'];
        answers.push(JSON.stringify(answer));
      });
      stream.on('data', (chunk: string) => answers.push(chunk));
      stream.on('end', () => resolve(status));
      stream.on('error', reject);
      session.on('error', reject);
      stream.end(body);
    });
  } finally {
    session.close();
  }
}

/** Every secret of this run, in each form in which it travels. */
async function secrets(): Promise<Readonly<Record<string, string>>> {
  return {
    'the token': token,
    'the login': login,
    'the webhook secret': webhookSecret,
    'the webhook secret before it': previousSecret,
    'the password': password,
    'the login of the webhook': caller,
    'the seal key': sealKey,
    "the identity's key": privateKeyOf(await readFile(worlds.teleport.identity, 'utf8')),
    "the endpoint's key": privateKeyOf(await readFile(join(worlds.dir, 'server.key'), 'utf8')),
  };
}
