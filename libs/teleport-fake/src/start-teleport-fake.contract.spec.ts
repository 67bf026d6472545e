import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from 'vitest';
import { ADMIN } from './cluster/cluster.ts';
import { Operation } from './gen/fake/auth_service.ts';
import { RequestState } from './gen/fake/resources.ts';
import { startTeleportFake, type TeleportFake, type TeleportFakeOptions } from './start-teleport-fake.ts';
import { rawClient, type RawClient } from './testing/raw-client.ts';

const open: (() => Promise<void> | void)[] = [];

async function start(options?: TeleportFakeOptions): Promise<{ fake: TeleportFake; client: RawClient }> {
  const fake = await startTeleportFake(options);
  const client = rawClient(fake.address, fake.triple);
  open.push(() => fake.close());
  open.push(() => client.close());
  return { fake, client };
}

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe('who may connect', () => {
  test('the certificate of a user of the cluster is let in and Ping tells the cluster', async () => {
    const { client } = await start();
    const pong = await client.ping();
    expect(pong.clusterName).toBe('teleport.example.com');
    expect(pong.serverFeatures?.advancedAccessWorkflows).toBe(true);
  });

  test('a certificate of another authority is refused by TLS', async () => {
    const { fake } = await start();
    const { fake: other } = await start();
    const stranger = rawClient(fake.address, { ...other.triple, cas: fake.triple.cas });
    open.push(() => stranger.close());
    await expect(stranger.ping()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });

  test('an expired certificate is refused by TLS', async () => {
    const { fake } = await start();
    const old = await fake.issueIdentity({ notAfterMs: Date.now() - 1000 });
    const late = rawClient(fake.address, old.triple);
    open.push(() => late.close());
    await expect(late.ping()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });

  test('a good certificate for a name the cluster does not know is refused', async () => {
    const { fake } = await start();
    const ghost = await fake.issueIdentity({ user: 'ghost' });
    const client = rawClient(fake.address, ghost.triple);
    open.push(() => client.close());
    await expect(client.ping()).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });

  test('roles of the user decide, as they are now', async () => {
    const { fake } = await start();
    const dave = rawClient(fake.address, (await fake.issueIdentity({ user: 'dave' })).triple);
    open.push(() => dave.close());
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const change = { id, state: RequestState.REQUEST_STATE_APPROVED };
    await expect(dave.setState(change)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });
});

describe('watching', () => {
  test('INIT with the accepted kinds, then whole requests, then a bare header; nothing is replayed', async () => {
    const { fake, client } = await start();
    fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const watch = client.watch();
    const init = await watch.next();
    expect(init.type).toBe(Operation.OPERATION_INIT);
    expect(init.resource).toMatchObject({ value: { spec: { kinds: [{ kind: 'access_request' }] } } });

    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['db-1'], reason: 'why' });
    const put = await watch.next();
    expect(put.type).toBe(Operation.OPERATION_PUT);
    expect(put.resource).toMatchObject({ value: { metadata: { name: id }, spec: { requestReason: 'why' } } });

    fake.cluster.deleteRequest(ADMIN, id);
    const gone = await watch.next();
    expect(gone.type).toBe(Operation.OPERATION_DELETE);
    expect(gone.resource).toEqual({
      $case: 'resourceHeader',
      value: expect.objectContaining({ kind: 'access_request', version: 'v3' }) as unknown,
    });
  });

  test('no kinds at all is refused', async () => {
    const { client } = await start();
    await expect(client.watch([]).next()).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });

  test('filters hold back requests but never deletions', async () => {
    const { fake, client } = await start();
    const watch = client.watch([{ kind: 'access_request', filter: { user: 'nobody' } }]);
    await watch.next();
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    fake.cluster.deleteRequest(ADMIN, id);
    expect((await watch.next()).type).toBe(Operation.OPERATION_DELETE);
  });

  test('a kind without the right refuses all, or is left out where partial success will do', async () => {
    const { client } = await start();
    const kinds = [{ kind: 'access_request' }, { kind: 'node' }];
    await expect(client.watch(kinds).next()).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    const init = await client.watch(kinds, true).next();
    expect(init.resource).toMatchObject({ value: { spec: { kinds: [{ kind: 'access_request' }] } } });
    await expect(client.watch([{ kind: 'node' }], true).next()).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  test('an older server says INIT and nothing about kinds', async () => {
    const { client } = await start({ settings: { watchStatus: false } });
    expect(await client.watch().next()).toEqual({ type: Operation.OPERATION_INIT, resource: undefined });
  });

  test('the ways a stream can end', async () => {
    const { fake, client } = await start();
    const clean = client.watch();
    await clean.next();
    fake.cutStreams('clean');
    await expect(clean.ended).resolves.toBe(status.OK);

    for (const [how, code] of [
      ['unavailable', status.UNAVAILABLE],
      ['slow-consumer', status.UNKNOWN],
      ['reset', status.UNAVAILABLE],
    ] as const) {
      const watch = client.watch();
      await watch.next();
      fake.cutStreams(how);
      await expect(watch.ended).resolves.toBe(code);
    }
  });
});

describe('requests and plugin data', () => {
  test('unset times arrive as the Go zero time, set ones exactly', async () => {
    const { fake, client } = await start({ cluster: { now: () => 1_700_000_000_123 } });
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const [request] = (await client.list({ id })).accessRequests;
    expect((await client.ping()).licenseExpiry).toEqual({ seconds: -62_135_596_800n, nanos: 0 });
    expect(request?.spec?.created).toEqual({ seconds: 1_700_000_000n, nanos: 123_000_000 });
    expect(request?.spec?.assumeStartTime).toBeUndefined();
  });

  test('pages follow each other without loss and both list calls agree', async () => {
    const { fake, client } = await start();
    for (let n = 0; n < 5; n += 1) fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const first = await client.list({}, { limit: 3 });
    const second = await client.list({}, { limit: 3, startKey: first.nextKey });
    const ids = [...first.accessRequests, ...second.accessRequests].map((request) => request.metadata?.name);
    expect(second.nextKey).toBe('');
    expect(new Set(ids).size).toBe(5);
    expect((await client.stream()).map((request) => request.metadata?.name).sort()).toEqual(ids.sort());
    await expect(client.list({}, { limit: 16_001 })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  test('an old server has no ListAccessRequests', async () => {
    const { client } = await start({ settings: { listAccessRequests: false } });
    await expect(client.list({})).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
    await expect(client.stream()).resolves.toEqual([]);
  });

  test('a compare-and-swap that does not match is FAILED_PRECONDITION; empty expectations arrive', async () => {
    const { fake, client } = await start();
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    await client.updatePluginData({
      resource: id,
      set: { user: 'alice' },
      expect: { user: '', issue_id: '' },
    });
    await expect(
      client.updatePluginData({ resource: id, set: { user: 'eve' }, expect: { user: '' } }),
    ).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: 'expectations not met for field "user"',
    });
    const [record] = (await client.getPluginData(id)).pluginData;
    expect(record?.spec?.entries['jira']?.data).toEqual({ user: 'alice' });
  });

  test('a review on behalf of a user is recorded with both names', async () => {
    const { fake, client } = await start();
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const reviewed = await client.review(id, { author: 'bob', submittedOnBehalfOfAuthor: true });
    expect(reviewed.spec?.state).toBe(RequestState.REQUEST_STATE_APPROVED);
    expect(reviewed.spec?.reviews[0]).toMatchObject({ author: 'bob', submittedBy: 'access-plugin' });
  });

  test('users can be read by name and in pages', async () => {
    const { client } = await start();
    expect((await client.user('bob')).user?.spec?.traits?.values['jira_account_id']?.values).toEqual([
      'jira-bob',
    ]);
    const first = await client.users({ pageSize: 3, pageToken: '' });
    const rest = await client.users({ pageSize: 3, pageToken: first.nextPageToken });
    expect([...first.users, ...rest.users]).toHaveLength(5);
    await expect(client.user('ghost')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });
});

describe('faults', () => {
  test('hold before the effect, then release', async () => {
    const { fake, client } = await start();
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const rule = fake.faults.add({
      match: { method: 'UpdatePluginData', resource: id },
      when: 'before',
      action: 'hold',
    });
    const write = client.updatePluginData({ resource: id, set: { a: '1' }, expect: {} });
    await fake.faults.reached(rule, { signal: AbortSignal.timeout(5000) });
    expect(fake.cluster.pluginData()).toEqual([]);
    fake.faults.release(rule);
    await write;
    expect(fake.cluster.pluginData()).toHaveLength(1);
  });

  test('a call that its client gave up while it was held before the effect has none', async () => {
    const { fake, client } = await start();
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const rule = fake.faults.add({ match: { method: 'UpdatePluginData' }, when: 'before', action: 'hold' });
    const write = client.updatePluginData({ resource: id, set: { a: '1' }, expect: {} });
    await fake.faults.reached(rule, { signal: AbortSignal.timeout(5000) });
    fake.cutStreams('reset');
    await expect(write).rejects.toMatchObject({ code: status.UNAVAILABLE });
    await expect.poll(() => fake.connectionCount()).toBe(0);
    fake.faults.release(rule);
    await client.getPluginData(id);
    expect(fake.cluster.pluginData()).toEqual([]);
  });

  test('drop after the effect: the write stands, the answer is lost', async () => {
    const { fake, client } = await start();
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    fake.faults.add({ match: { method: 'UpdatePluginData' }, when: 'after', action: 'drop', times: 1 });
    const write = client.updatePluginData({ resource: id, set: { a: '1' }, expect: {} });
    await expect(write).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(fake.cluster.pluginData()).toHaveLength(1);
    await client.updatePluginData({ resource: id, set: { b: '1' }, expect: {} });
  });

  test('error answers with the given code and the rule stops after its times', async () => {
    const { fake, client } = await start();
    const rule = fake.faults.add({
      match: { method: '*' },
      when: 'before',
      action: 'error',
      code: status.RESOURCE_EXHAUSTED,
      message: 'slow down',
      times: 1,
    });
    await expect(client.ping()).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: 'slow down',
    });
    await client.ping();
    expect(fake.faults.list()).toMatchObject([{ id: rule, hits: 1 }]);
    expect(fake.calls.count('Ping')).toBe(2);
    expect(fake.calls.recent().map(({ code }) => code)).toEqual([status.RESOURCE_EXHAUSTED, status.OK]);
  });

  test('a stale list answers from before, a truncated one is cut', async () => {
    let now = 1_700_000_000_000;
    const { fake, client } = await start({ cluster: { now: () => now } });
    fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    now += 10_000;
    fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    fake.settings.staleListMs = 5_000;
    expect((await client.list({})).accessRequests).toHaveLength(1);
    fake.settings.staleListMs = 0;
    expect((await client.list({})).accessRequests).toHaveLength(2);
    fake.settings.truncateListTo = 1;
    expect((await client.list({})).accessRequests).toHaveLength(1);
  });

  test('a client that says it is too old is refused and cut off; one that says nothing is not', async () => {
    const { fake, client } = await start({ settings: { minClientVersion: '17.0.0' } });
    await client.ping();
    await client.ping('17.2.1');
    await expect(client.ping('16.9.9')).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    await expect(client.ping('not a version')).rejects.toMatchObject({
      details: 'client version is unsupported',
    });
    await expect.poll(() => fake.connectionCount()).toBe(0);
  });
});
