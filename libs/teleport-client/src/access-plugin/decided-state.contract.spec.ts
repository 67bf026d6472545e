import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { createTeleportAccessRequests } from './teleport-access-requests.ts';

let fake: TeleportFake;
const clients: TeleportClient[] = [];
beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await fake.close();
});

function connect(identityPem: string) {
  const client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(identityPem) });
  clients.push(client);
  return createTeleportAccessRequests(client);
}
const ask = () => fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] }).id;
const call = () => ({ signal: new AbortController().signal, deadlineMs: 5_000 });

/** On 15.3.1 a second denial replaced the reason of the first, and an approval that of an approval. */
it.each([
  ['denied', 'denied'],
  ['approved', 'approved'],
  ['approved', 'denied'],
  ['denied', 'approved'],
] as const)('what is %s already is not %s again: the first reason stays', async (was, to) => {
  const requests = connect(fake.identityPem);
  const requestId = ask();
  await requests.resolve({ requestId, to: was, reason: 'the first', delegator: 'jira:ann' }, call());
  await expect(
    requests.resolve({ requestId, to, reason: 'the second', delegator: 'jira:bob' }, call()),
  ).rejects.toMatchObject({ code: 'conflict', message: `The request was resolved meanwhile: it is ${was}.` });
  expect(fake.cluster.request(requestId)).toMatchObject({ state: was, resolveReason: 'the first' });
});

it('a missing right to decide is named, with the roles of the certificate and the version', async () => {
  const verbs = ['list', 'read'];
  fake.cluster.putRole({ name: 'reader', rules: [{ resources: ['access_request'], verbs }] });
  fake.cluster.putRole({ name: 'other' });
  const { identityPem } = await fake.issueIdentity({ roles: ['reader', 'other'] });
  const change = { requestId: ask(), to: 'denied', reason: '', delegator: 'jira:ann' } as const;
  await expect(connect(identityPem).resolve(change, call())).rejects.toMatchObject({
    code: 'not-permitted',
    message: expect.stringMatching(
      /access_request: update.*issue a new identity.*certificate of access-plugin names the roles reader and other.*Teleport 18\.11\.0/,
    ) as string,
  });
});
