import { describeAccessRequests, describePluginDataStore } from '@org/access-plugin-core/contracts';
import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import { createTeleportAccessRequests } from './teleport-access-requests.ts';
import { createTeleportPluginDataStore } from './teleport-plugin-data-store.ts';

let fake: TeleportFake;
beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(() => fake.close());
beforeEach(() => {
  for (const { id } of fake.cluster.requests()) fake.cluster.deleteRequest(ADMIN, id);
});

const connect = () =>
  createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
const ask = (reason: string) =>
  Promise.resolve(fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'], reason }).id);
const drop = async (id: string) => fake.cluster.deleteRequest(ADMIN, id);

describeAccessRequests('Teleport', async () => {
  const client = connect();
  return {
    requests: createTeleportAccessRequests(client),
    createRequest: ask,
    deleteRequest: drop,
    review: async (requestId, proposedState, reason) => {
      fake.cluster.submitReview({ user: 'bob' }, { requestId, proposedState, reason });
    },
    close: async () => client.close(),
  };
});

describePluginDataStore('Teleport', async () => {
  const client = connect();
  return {
    store: createTeleportPluginDataStore(client, 'jira'),
    createRequest: () => ask('please'),
    deleteRequest: drop,
    close: async () => client.close(),
  };
});
