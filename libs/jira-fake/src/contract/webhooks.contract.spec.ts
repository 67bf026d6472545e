import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountId } from '../engine/site-seed.ts';
import { systemMove } from '../engine/system-move.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { caller } from './caller.fixture.ts';
import { startReceiver } from './receiver.fixture.ts';

let jira: JiraFake;
let call: ReturnType<typeof caller>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeEach(async () => {
  jira = await startJiraFake({ settings: { webhookRetryMs: 1 } });
  call = caller(jira);
});
afterEach(async () => {
  receiver.close();
  await jira.close();
});

async function createdAndMoved(): Promise<void> {
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's', description: 'd' };
  await call('plugin', 'POST /rest/api/2/issue', { fields });
  await call('ben', 'POST /rest/api/2/issue/TAR-1/transitions', { transition: { id: '21' } });
}

describe('a webhook', () => {
  it('is what Jira sends, signed over its raw body, without anyone’s e-mail', async () => {
    receiver = await startReceiver();
    jira.addWebhook(receiver.url, 'secret');
    await createdAndMoved();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2));
    const moved = receiver.received.find((one) => one.json['webhookEvent'] === 'jira:issue_updated')!;
    expect(moved.json).toMatchObject({
      issue_event_type_name: 'issue_generic',
      user: { accountId: accountId('ben') },
      issue: { key: 'TAR-1', fields: { description: 'd', status: { name: 'Approved' } } },
      changelog: { items: [{ field: 'resolution' }, { field: 'status', from: '10001', to: '10002' }] },
    });
    expect(moved.body).not.toContain('@example.com');
    const signature = createHmac('sha256', 'secret').update(moved.body).digest('hex');
    expect(moved.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Atlassian Webhook HTTP Client',
      'x-atlassian-webhook-flow': 'Primary',
      'x-hub-signature': `sha256=${signature}`,
    });
    expect(moved.headers).not.toHaveProperty('x-atlassian-webhook-retry');
  });

  it('comes again under the same identifier until it is taken', async () => {
    receiver = await startReceiver([503, 429]);
    jira.addWebhook(receiver.url);
    await call('plugin', 'POST /rest/api/2/issue', {
      fields: { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' },
    });
    await vi.waitFor(() => expect(jira.deliveries[0]!.state).toBe('delivered'));
    const headers = receiver.received.map((one) => one.headers);
    expect(headers.map((one) => one['x-atlassian-webhook-retry'])).toEqual([undefined, '1', '2']);
    expect(new Set(headers.map((one) => one['x-atlassian-webhook-identifier'])).size).toBe(1);
    expect(jira.deliveries[0]!.attempts).toEqual([503, 429, 200]);
  });

  it('is dropped for good at another refusal, and after five retries', async () => {
    receiver = await startReceiver([404, 500, 500, 500, 500, 500, 500]);
    jira.addWebhook(receiver.url);
    await createdAndMoved();
    await vi.waitFor(() => expect(jira.deliveries.map((one) => one.state)).toEqual(['failed', 'failed']));
    expect(jira.deliveries.map((one) => one.attempts.length).sort()).toEqual([1, 6]);
  });

  it('may be lost, or come twice', async () => {
    receiver = await startReceiver();
    jira.addWebhook(receiver.url);
    Object.assign(jira.engine.settings, { webhookLoss: 0.5, webhookCopies: 1 });
    await createdAndMoved();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2));
    expect(jira.deliveries.map((one) => one.state)).toEqual(['delivered', 'lost']);
  });

  it('tells a comment without saying who wrote it', async () => {
    receiver = await startReceiver();
    await createdAndMoved();
    jira.addWebhook(receiver.url);
    await call('ben', 'POST /rest/api/2/issue/TAR-1/comment', { body: 'reason: x' });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    const { json } = receiver.received[0]!;
    expect(Object.keys(json)).toEqual(['timestamp', 'webhookEvent', 'comment', 'issue']);
    expect(json).toMatchObject({ webhookEvent: 'comment_created', comment: { body: 'reason: x' } });
  });
});

describe('a change that the system makes', () => {
  it('names no user', async () => {
    receiver = await startReceiver();
    await createdAndMoved();
    jira.addWebhook(receiver.url);
    systemMove(jira.engine, jira.engine.findIssue('TAR-1')!, 'Denied');
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    expect(receiver.received[0]!.json).not.toHaveProperty('user');
    const { json } = await call('plugin', 'GET /rest/api/2/issue/TAR-1?expand=changelog');
    expect(json).not.toHaveProperty('changelog.histories.0.author');
  });
});

describe('registration', () => {
  it('needs an administrator, never shows the secret, and filters by query', async () => {
    receiver = await startReceiver();
    const body = {
      name: 'n',
      url: receiver.url,
      events: ['jira:issue_updated'],
      filters: { 'issue-related-events-section': 'project = TAR AND status = Approved' },
      secret: 's3cret',
    };
    expect((await call('ben', 'POST /rest/webhooks/1.0/webhook', body)).status).toBe(403);
    const made = await call('ann', 'POST /rest/webhooks/1.0/webhook', body);
    expect([made.status, made.json]).toEqual([201, expect.objectContaining({ isSigned: true })]);
    expect(made.text).not.toContain('s3cret');
    await createdAndMoved();
    await call('ben', 'POST /rest/api/2/issue/TAR-1/transitions', { transition: { id: '31' } });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    expect(receiver.received[0]!.headers).toHaveProperty('x-hub-signature');
    const self = (made.json as { self: string }).self.slice(jira.url.length);
    expect((await call('ann', `DELETE ${self}`)).status).toBe(204);
    expect((await call('ann', 'GET /rest/webhooks/1.0/webhook')).json).toEqual([]);
  });
});

describe('on Data Center', () => {
  it('the secret sits in the configuration, and a comment is an update too', async () => {
    await jira.close();
    jira = await startJiraFake({ deployment: 'datacenter' });
    call = caller(jira);
    receiver = await startReceiver();
    const common = { name: 'n', url: receiver.url, events: ['jira:issue_updated', 'comment_created'] };
    await call('ann', 'POST /rest/jira-webhook/1.0/webhooks', { ...common, secret: 'ignored' });
    await call('ann', 'POST /rest/jira-webhook/1.0/webhooks', { ...common, configuration: { SECRET: 's' } });
    await createdAndMoved();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2));
    const signed = receiver.received.map((one) => 'x-hub-signature' in one.headers);
    expect(signed.sort()).toEqual([false, true]);
    expect(receiver.received[0]!.json).toMatchObject({
      user: { name: 'ben' },
      changelog: { items: [{ field: 'status' }, { field: 'resolution' }] },
    });
    await call('ben', 'POST /rest/api/2/issue/TAR-1/comment', { body: 'x' });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(6));
    const names = receiver.received.slice(2).map((one) => one.json['webhookEvent']);
    expect(names.sort()).toEqual([
      'comment_created',
      'comment_created',
      'jira:issue_updated',
      'jira:issue_updated',
    ]);
  });
});
