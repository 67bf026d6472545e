import { afterEach, expect, it, vi } from 'vitest';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import type { WebhookKind } from '../webhooks/webhook.ts';
import { caller } from './caller.fixture.ts';
import { startReceiver } from './receiver.fixture.ts';

/** The shapes come from public reports; headers and signatures of such calls were not seen on a real Jira. */

let jira: JiraFake;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

afterEach(async () => {
  receiver.close();
  await jira.close();
});

/** What arrives for an issue that was created, commented on and moved. */
async function movedWith(kind: WebhookKind) {
  receiver = await startReceiver();
  jira = await startJiraFake();
  jira.addWebhook(receiver.url, 's3cret', kind);
  const call = caller(jira);
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' };
  await call('plugin', 'POST /rest/api/2/issue', { fields });
  await call('ben', 'POST /rest/api/2/issue/TAR-1/comment', { body: 'x' });
  await call('ben', 'POST /rest/api/2/issue/TAR-1/transitions', { transition: { id: '21' } });
  await vi.waitFor(() => expect(jira.deliveries.map(({ state }) => state)).toEqual(['delivered']));
  expect(receiver.received).toHaveLength(1);
  return receiver.received[0]!;
}

it('a post function posts the issue and its transition without an event name, once for a move', async () => {
  const { json, headers } = await movedWith('post-function');
  expect(json).not.toHaveProperty('webhookEvent');
  expect(json).toMatchObject({
    transition: {
      transitionId: 21,
      transitionName: 'Approved',
      from_status: 'Pending',
      to_status: 'Approved',
    },
    issue: { id: '10000', key: 'TAR-1', fields: { project: { key: 'TAR' } } },
    user: { displayName: 'Ben Reviewer' },
  });
  expect(headers['x-hub-signature']).toMatch(/^sha256=/);
});

it('an Automation rule posts the issue at the top, unsigned', async () => {
  const { json, headers } = await movedWith('automation');
  expect(json).toMatchObject({ id: 10_000, key: 'TAR-1', fields: { project: { key: 'TAR' } } });
  expect(json).not.toHaveProperty('issue');
  expect(headers).not.toHaveProperty('x-hub-signature');
});

it('an Automation rule may post a key alone', async () => {
  expect((await movedWith('automation-key')).json).toEqual({ key: 'TAR-1' });
});
