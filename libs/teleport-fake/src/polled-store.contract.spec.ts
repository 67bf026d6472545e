import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADMIN } from './cluster/cluster.ts';
import { Operation, type Event } from './gen/fake/auth_service.ts';
import { startTeleportFake, type TeleportFake } from './start-teleport-fake.ts';
import { rawClient, type RawClient } from './testing/raw-client.ts';

let nowMs: number;
let fake: TeleportFake;
let client: RawClient;

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  fake = await startTeleportFake({
    cluster: { now: () => nowMs },
    settings: { watchPollMs: 1_000 },
    expirySweepMs: 20,
  });
  client = rawClient(fake.address, fake.triple);
});

afterEach(async () => {
  client.close();
  await fake.close();
});

const pending = (): string => fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] }).id;

function told({ type, resource }: Event): unknown {
  if (resource?.$case === 'resourceHeader') return [type, resource.value.metadata?.name];
  if (resource?.$case === 'accessRequest')
    return [type, resource.value.metadata?.name, resource.value.spec?.state];
  return [type];
}

describe('seen on 15.3.1 with sqlite: a stream begins with what changed just before it was opened', () => {
  test('old states follow INIT, in their order; what is older does not; later changes come with the next poll', async () => {
    pending();
    nowMs += 1_000;
    const id = pending();
    fake.cluster.setRequestState(ADMIN, { id, state: 'denied' });
    const watch = client.watch();
    expect([told(await watch.next()), told(await watch.next()), told(await watch.next())]).toEqual([
      [Operation.OPERATION_INIT],
      [Operation.OPERATION_PUT, id, 1],
      [Operation.OPERATION_PUT, id, 3],
    ]);
    const later = pending();
    expect(told(await watch.next())).toEqual([Operation.OPERATION_PUT, later, 1]);
  });
});

describe('seen on 15.3.1: a request is in no answer from its end on, and watchers are told later', () => {
  test('Metadata.Expires is that end, whether asked for or not', async () => {
    const wish = { user: 'alice', roles: ['editor'] };
    const { id } = fake.cluster.createRequest(ADMIN, { ...wish, resourceExpiryMs: nowMs + 3_000 });
    const [request] = (await client.list({ id })).accessRequests;
    expect(request?.metadata?.expires).toEqual({ seconds: 1_800_000_003n, nanos: 0 });
    expect(request?.spec?.resourceExpiry).toEqual(request?.metadata?.expires);
    nowMs += 3_000;
    expect((await client.list({ id })).accessRequests).toEqual([]);
    expect(await client.stream()).toEqual([]);
    await expect(client.setState({ id, state: 2 })).rejects.toMatchObject({
      details: `cannot set state of access request "${id}" (not found)`,
    });
  });

  test('DELETE comes after that, with the audit event of newer servers', async () => {
    const wish = { user: 'alice', roles: ['editor'] };
    const watch = client.watch();
    await watch.next();
    const { id } = fake.cluster.createRequest(ADMIN, { ...wish, resourceExpiryMs: nowMs + 3_000 });
    nowMs += 3_000;
    expect(told(await watch.next())).toEqual([Operation.OPERATION_PUT, id, 1]);
    expect(fake.cluster.audit.at(-1)?.event).toBe('access_request.create');
    nowMs += 2_000;
    expect(told(await watch.next())).toEqual([Operation.OPERATION_DELETE, id]);
    expect(fake.cluster.audit.at(-1)?.event).toBe('access_request.expire');
  });
});
