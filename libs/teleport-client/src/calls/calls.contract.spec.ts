import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';

let fake: TeleportFake;
let client: TeleportClient;
const never = new AbortController().signal;
const limits = { signal: never, deadlineMs: 10_000 };

beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(() => fake.close());
beforeEach(() => {
  client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
});
afterEach(() => {
  client.close();
  fake.faults.clear();
  fake.calls.reset();
});

const ask = (roles = ['editor']) =>
  fake.cluster.createRequest(ADMIN, { user: 'alice', roles, reason: 'on call' });

async function failure(promise: Promise<unknown>): Promise<TeleportError> {
  const error: unknown = await promise.then(
    () => new Error('nothing failed'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TeleportError);
  return error as TeleportError;
}

describe('the cluster', () => {
  it('says who it is', async () => {
    expect(await client.ping(limits)).toEqual({
      clusterName: fake.cluster.name,
      serverVersion: '18.11.0',
      proxyPublicAddress: 'teleport.example.com:443',
      advancedAccessWorkflows: true,
    });
    expect(client.user).toBe('access-plugin');
  });
});

describe('access requests', () => {
  it('are read by id, whole', async () => {
    const stored = ask();
    expect(await client.getAccessRequest(stored.id, limits)).toMatchObject({
      id: stored.id,
      state: 'pending',
      user: 'alice',
      roles: ['editor'],
      requestReason: 'on call',
      kind: 'short-term',
      createdMs: stored.createdMs,
      expiresMs: stored.expiresMs,
      resourceExpiryMs: stored.resourceExpiryMs,
      assumeStartMs: undefined,
      suggestedReviewers: ['bob', 'carol'],
      thresholds: [{ approve: 1, deny: 1 }],
    });
  });

  it('that are not there read as undefined', async () => {
    expect(await client.getAccessRequest('00000000-0000-0000-0000-000000000000', limits)).toBeUndefined();
  });

  it.each([true, false])('are listed completely, with paging %s', async (paging) => {
    fake.settings.listAccessRequests = paging;
    const wanted = Array.from({ length: 230 }, () => ask().id);
    const found: string[] = [];
    const sizes: number[] = [];
    for await (const page of client.listAccessRequests({ state: 'pending' }, limits)) {
      sizes.push(page.length);
      found.push(...page.map((request) => request.id));
    }
    fake.settings.listAccessRequests = true;
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(wanted));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(fake.calls.count('GetAccessRequestsV2')).toBe(paging ? 0 : 1);
  });

  it('are listed where a page is larger than gRPC takes by itself', async () => {
    for (const { id } of fake.cluster.requests()) fake.cluster.deleteRequest(ADMIN, id);
    const resource = { cluster: 'teleport.example.com', kind: 'node', subResource: '' };
    const resources = Array.from({ length: 600 }, (_, n) => ({
      ...resource,
      name: `web-${n}`.padEnd(60, '.'),
    }));
    const wish = { user: 'alice', roles: ['editor'], resources };
    const wanted = Array.from({ length: 100 }, () => fake.cluster.createRequest(ADMIN, wish).id);
    const found: string[] = [];
    for await (const page of client.listAccessRequests({}, limits)) found.push(...page.map(({ id }) => id));
    for (const id of wanted) fake.cluster.deleteRequest(ADMIN, id);
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });

  it('are decided, with reason and delegator', async () => {
    const { id } = ask();
    const change = {
      id,
      state: 'approved',
      reason: 'looks good',
      delegator: 'jira:bob@example.com',
    } as const;
    await client.setAccessRequestState(change, limits);
    expect(fake.cluster.request(id)).toMatchObject({ state: 'approved', resolveReason: 'looks good' });
    expect(fake.cluster.audit.at(-1)).toMatchObject({ delegator: 'jira:bob@example.com' });
  });

  it('once denied, stay denied', async () => {
    const { id } = ask();
    await client.setAccessRequestState({ id, state: 'denied' }, limits);
    const error = await failure(client.setAccessRequestState({ id, state: 'approved' }, limits));
    expect(error).toMatchObject({
      code: 'invalid-argument',
      outcome: 'not-done',
      method: 'SetAccessRequestState',
    });
  });

  it('are reviewed as the plugin and for somebody else', async () => {
    const { id } = ask(['prod-admin']);
    const own = await client.submitAccessReview(
      { requestId: id, proposedState: 'approved', reason: 'mine' },
      limits,
    );
    expect(own.reviews).toMatchObject([
      { author: 'access-plugin', proposedState: 'approved', reason: 'mine' },
    ]);
    const both = await client.submitAccessReview(
      { requestId: id, proposedState: 'approved', onBehalfOf: 'bob' },
      limits,
    );
    expect(both.state).toBe('approved');
    expect(both.reviews[1]).toMatchObject({ author: 'bob', submittedBy: 'access-plugin' });
  });

  it('take one review of an author', async () => {
    const { id } = ask(['prod-admin']);
    const review = { requestId: id, proposedState: 'approved' } as const;
    await client.submitAccessReview(review, limits);
    expect(await failure(client.submitAccessReview(review, limits))).toMatchObject({
      code: 'permission-denied',
      lacks: undefined,
      message: expect.stringContaining('has already reviewed this request') as string,
    });
  });

  it('that a plugin may not make or delete say which right is missing', async () => {
    const { id } = ask();
    expect((await failure(client.deleteAccessRequest(id, limits))).message).toMatch(/access_request: delete/);
  });

  it('are made and deleted by who may', async () => {
    const alice = createTeleportClient({
      address: fake.address,
      identity: parseIdentityFile((await fake.issueIdentity({ user: 'alice' })).identityPem),
    });
    const made = await alice.createAccessRequest({ user: 'alice', roles: ['editor'], reason: 'why' }, limits);
    alice.close();
    expect(fake.cluster.request(made.id)).toMatchObject({ user: 'alice', requestReason: 'why' });
  });
});

describe('plugin data', () => {
  const key = (resource: string) => ({ resource, plugin: 'jira' });

  it('is empty before the first write', async () => {
    expect(await client.getPluginData(key(ask().id), limits)).toEqual({});
  });

  it('is written where every expectation holds, empty ones too', async () => {
    const { id } = ask();
    await client.updatePluginData(
      { ...key(id), expect: { issue_id: '' }, set: { issue_id: '1', user: 'alice' } },
      limits,
    );
    const second = { ...key(id), expect: { issue_id: '' }, set: { issue_id: '2' } };
    expect(await failure(client.updatePluginData(second, limits))).toMatchObject({
      code: 'conflict',
      outcome: 'conflict',
    });
    expect(await client.getPluginData(key(id), limits)).toEqual({ issue_id: '1', user: 'alice' });
  });

  it('loses a key that is set to nothing', async () => {
    const { id } = ask();
    await client.updatePluginData({ ...key(id), expect: { a: '' }, set: { a: '1', b: '2' } }, limits);
    await client.updatePluginData({ ...key(id), expect: { a: '1' }, set: { a: '' } }, limits);
    expect(await client.getPluginData(key(id), limits)).toEqual({ b: '2' });
  });

  it('is never written without an expectation', async () => {
    const { id } = ask();
    const error = await failure(client.updatePluginData({ ...key(id), expect: {}, set: { a: '1' } }, limits));
    expect(error.code).toBe('bad-options');
    expect(fake.calls.count('UpdatePluginData')).toBe(0);
  });

  it('of a request that does not exist is not found', async () => {
    const update = { ...key('nobody'), expect: { a: '' }, set: { a: '1' } };
    expect(await failure(client.updatePluginData(update, limits))).toMatchObject({
      code: 'not-found',
      outcome: 'not-done',
    });
  });
});

describe('users', () => {
  it('are read by name, with traits', async () => {
    expect(await client.getUser('bob', limits)).toMatchObject({
      name: 'bob',
      traits: { jira_account_id: ['jira-bob'] },
    });
    expect(await client.getUser('nobody', limits)).toBeUndefined();
  });

  it('are listed', async () => {
    const names: string[] = [];
    for await (const page of client.listUsers(limits)) names.push(...page.map((user) => user.name));
    expect(names.sort()).toEqual(['access-plugin', 'alice', 'bob', 'carol', 'dave']);
  });
});
