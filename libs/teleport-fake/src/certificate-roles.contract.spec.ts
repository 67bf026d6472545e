import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADMIN } from './cluster/cluster.ts';
import { RequestState } from './gen/fake/resources.ts';
import { startTeleportFake, type TeleportFake } from './start-teleport-fake.ts';
import { rawClient, type RawClient } from './testing/raw-client.ts';

const open: (() => Promise<void> | void)[] = [];
let fake: TeleportFake;

beforeEach(async () => {
  fake = await startTeleportFake();
  open.push(() => fake.close());
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function clientOf(user: string): Promise<RawClient> {
  const client = rawClient(fake.address, (await fake.issueIdentity({ user })).triple);
  open.push(() => client.close());
  return client;
}

const pending = (): string =>
  fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'], reason: 'why' }).id;

describe('seen on 15.3.1: the names of the roles come from the certificate, their contents from the cluster', () => {
  const change = () => ({ id: pending(), state: RequestState.REQUEST_STATE_APPROVED });
  const rules = [{ resources: ['access_request'], verbs: ['list', 'read', 'update'] }];

  test('a role given to the user counts with the next certificate', async () => {
    fake.cluster.putRole({ name: 'decider', rules });
    const before = await clientOf('dave');
    fake.cluster.putUser({ name: 'dave', roles: ['viewer', 'decider'] });
    await expect(before.setState(change())).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
      details: 'access denied to perform action "update" on "access_request"',
    });
    await (await clientOf('dave')).setState(change());
  });

  test('a verb added to a role that the certificate names counts at once, and so does one taken away', async () => {
    const client = await clientOf('dave');
    await expect(client.setState(change())).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    fake.cluster.putRole({ name: 'viewer', rules });
    await client.setState(change());
    fake.cluster.putRole({ name: 'viewer' });
    await expect(client.setState(change())).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });

  test('a role taken from the user stays with the certificate that names it', async () => {
    const client = await clientOf('access-plugin');
    fake.cluster.putUser({ name: 'access-plugin', roles: [], bot: true });
    await client.setState(change());
  });
});

describe('unseen, read in newer source: a review goes by the roles that a person has now, and by the certificate of a bot', () => {
  const review = (client: RawClient) => client.review(pending(), {});

  test('a person who became a reviewer needs no new certificate', async () => {
    const client = await clientOf('dave');
    await expect(review(client)).rejects.toMatchObject({ details: 'user "dave" cannot submit reviews' });
    fake.cluster.putUser({ name: 'dave', roles: ['reviewer'] });
    await review(client);
  });

  test('a bot that became one does', async () => {
    fake.cluster.putUser({ name: 'robot', roles: ['viewer'], bot: true });
    const before = await clientOf('robot');
    fake.cluster.putUser({ name: 'robot', roles: ['reviewer'], bot: true });
    await expect(review(before)).rejects.toMatchObject({ details: 'user "robot" cannot submit reviews' });
    await review(await clientOf('robot'));
  });
});
