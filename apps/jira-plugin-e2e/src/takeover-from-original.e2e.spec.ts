import { afterAll, beforeAll, expect, it } from 'vitest';
import { control } from './harness/control-api.ts';
import { inAgreement } from './harness/disagreement.ts';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;
let left: Readonly<Record<'complete' | 'claimed' | 'unrecorded' | 'stranger' | 'unmoved' | 'unnoted', Left>>;

/** What the original left of a request. */
interface Left {
  readonly id: string;
  readonly ticket?: { readonly id: string; readonly key: string };
}

beforeAll(async () => {
  worlds = await Worlds.start();
  left = {
    complete: await leaveComplete(),
    claimed: await leaveClaimed(),
    unrecorded: await leaveUnrecorded(),
    stranger: await leaveUnrecorded('mallory'),
    unmoved: await leaveUnmoved(),
    unnoted: await leaveUnnoted(),
  };
  await worlds.plugin();
});

afterAll(() => worlds.stop());

/** All nine keys are always written; Teleport keeps none that is empty. */
const nothing = {
  issue_id: '',
  issue_key: '',
  user: '',
  roles: '',
  created: '',
  request_reason: '',
  reviews_count: '',
  resolution: '',
  resolve_reason: '',
};

it('finishes a pending request whose ticket the original made', async () => {
  const { jira, teleport } = worlds;
  const { id, ticket } = left.complete;
  await jira.move(await jira.issue(id), 'Approved');
  await teleport.reaches(id, 'approved');
  await inAgreement(worlds, id);
  expect(await teleport.record(id)).toMatchObject({
    issue_id: ticket?.id,
    issue_key: ticket?.key,
    user: 'alice',
    roles: 'editor',
    created: '1780000000',
    request_reason: 'to fix the build',
    resolution: 'approved',
  });
});

it('makes the ticket that the original claimed and did not make', async () => {
  const { id } = left.claimed;
  await inAgreement(worlds, id);
  const [ticket] = await worlds.jira.issuesOf(id);
  expect(ticket?.properties).toHaveProperty('teleportAccessPlugin');
});

it('adopts the ticket that the original made and did not record', async () => {
  const { id, ticket } = left.unrecorded;
  await inAgreement(worlds, id);
  expect(await worlds.teleport.record(id)).toMatchObject({ issue_id: ticket?.id, issue_key: ticket?.key });
});

it('leaves a ticket alone that a stranger made for the request, and makes its own', async () => {
  const { id, ticket } = left.stranger;
  const issueId = await until(`the record of ${id} to name a ticket`, async () => {
    return (await worlds.teleport.record(id))['issue_id'];
  });
  expect(issueId).not.toBe(ticket?.id);
  expect(await worlds.jira.issuesOf(id)).toMatchObject([
    { status: 'Pending', comments: [] },
    { id: issueId },
  ]);
});

it('moves the card of which the original marked the end and did not move it', async () => {
  const { id } = left.unmoved;
  const { comments } = await worlds.jira.issue(id, ({ status }) => status === 'Approved');
  expect(comments.map(({ text }) => text).join()).toContain('Access request has been approved');
  await inAgreement(worlds, id);
});

it('notes the review that the original counted and did not note', async () => {
  const { id } = left.unnoted;
  await inAgreement(worlds, id);
  const [issue] = await worlds.jira.issuesOf(id);
  expect(issue?.comments[0]?.text).toContain('go on');
});

async function leaveComplete(): Promise<Left> {
  const id = await asked();
  const ticket = await originalTicket(id);
  await originalRecord(id, { issue_id: ticket.id, issue_key: ticket.key });
  return { id, ticket };
}

async function leaveClaimed(): Promise<Left> {
  const id = await asked();
  await originalRecord(id, {});
  return { id };
}

async function leaveUnrecorded(creator = 'plugin'): Promise<Left> {
  const id = await asked();
  const ticket = await originalTicket(id, creator);
  await originalRecord(id, {});
  return { id, ticket };
}

async function leaveUnmoved(): Promise<Left> {
  const id = await asked();
  const ticket = await originalTicket(id);
  await worlds.teleport.setState(id, 'approved', 'on call');
  const marked = { resolution: 'approved', resolve_reason: 'on call' };
  await originalRecord(id, { issue_id: ticket.id, issue_key: ticket.key, ...marked });
  return { id, ticket };
}

async function leaveUnnoted(): Promise<Left> {
  const { id } = await worlds.teleport.request({ roles: ['prod-admin'], reason: 'to fix the build' });
  const ticket = await originalTicket(id);
  await worlds.teleport.review(id, { author: 'bob', state: 'approved', reason: 'go on' });
  await originalRecord(id, { issue_id: ticket.id, issue_key: ticket.key, reviews_count: '1' });
  return { id, ticket };
}

async function asked(): Promise<string> {
  return (await worlds.teleport.request({ reason: 'to fix the build' })).id;
}

/** A ticket as the original makes it: the bare request id as its only property. */
async function originalTicket(
  requestId: string,
  creator = 'plugin',
): Promise<{ readonly id: string; readonly key: string }> {
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice requested editor' };
  const properties = [{ key: 'teleportAccessRequestId', value: requestId }];
  return worlds.jira.as(creator, '/issue', { method: 'POST', body: { fields, properties } });
}

/** The record as the original writes it. */
async function originalRecord(requestId: string, more: Partial<typeof nothing>): Promise<void> {
  const asked = { user: 'alice', roles: 'editor', created: '1780000000', request_reason: 'to fix the build' };
  await control(worlds.teleport.url, `/requests/${requestId}/plugin-data`, {
    method: 'POST',
    body: { plugin: 'jira', set: { ...nothing, ...asked, ...more } },
  });
}
