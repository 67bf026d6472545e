import { startTeleportFake, type Role, type TeleportFake } from '@org/teleport-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import { checkAccess, type AccessNeeds } from './check-access.ts';

let fake: TeleportFake;
const limits = { signal: new AbortController().signal, deadlineMs: 10_000 };

beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(() => fake.close());

async function problems(
  rules: Role['rules'],
  needs: Partial<AccessNeeds>,
  reviewRequests: Role['reviewRequests'] = { roles: [] },
) {
  fake.cluster.putRole({ name: 'tested', ...(rules && { rules }), reviewRequests });
  fake.cluster.putUser({ name: 'tested', roles: ['tested'], bot: true });
  const { identityPem } = await fake.issueIdentity({ user: 'tested' });
  const client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(identityPem) });
  const found = await checkAccess(
    client,
    { plugin: 'jira', decides: 'by-state', readsUsers: false, ...needs },
    limits,
  );
  client.close();
  return found;
}

const READ = { resources: ['access_request'], verbs: ['list', 'read'] };
const DATA = { resources: ['access_plugin_data'], verbs: ['list', 'read', 'update'] };

it('finds nothing where every right is there, and changes nothing', async () => {
  const all = [{ resources: ['access_request'], verbs: ['list', 'read', 'update'] }, DATA];
  expect(await problems(all, {})).toEqual([]);
  expect(fake.cluster.pluginData()).toEqual([]);
  expect(fake.cluster.audit).toEqual([]);
});

it('names the right that the preset role lacks', async () => {
  const found = await problems([READ, DATA], {});
  expect(found.map(({ need }) => need)).toEqual(['set the state of requests']);
  expect(found[0]?.error.message).toMatch(/access_request: update/);
});

it('asks only for what is needed', async () => {
  expect(await problems([READ, DATA], { decides: 'never' })).toEqual([]);
  const found = await problems([READ, DATA], { decides: 'by-review', readsUsers: true });
  expect(found.map(({ need }) => need)).toEqual(['review requests', 'read users']);
});

it('lists everything that is missing at once', async () => {
  const found = await problems([], {});
  expect(found.map(({ need }) => need)).toEqual([
    'watch requests',
    'read plugin data',
    'change plugin data',
    'set the state of requests',
  ]);
});

const USERS = { resources: ['user'], verbs: ['list', 'read'] };

describe('speaking for users', () => {
  const needs = { decides: 'by-review-for-user' } as const;

  it.each([['*'], ['carol']])('is found allowed for %s', async (user) => {
    const role = { roles: [], submitForUsers: [user] };
    expect(await problems([READ, DATA, USERS], needs, role)).toEqual([]);
    expect(fake.cluster.audit).toEqual([]);
  });

  it('is found missing in a role that may review in its own name', async () => {
    const found = await problems([READ, DATA, USERS], needs, { roles: ['*'] });
    expect(found.map(({ need }) => need)).toEqual(['review requests for users']);
    expect(found[0]?.error.message).toMatch(/review_requests\.submit_for_users/);
  });

  it('is found missing on a server that is too old', async () => {
    fake.cluster.settings.serverVersion = '18.10.9';
    const found = await problems([READ, DATA, USERS], needs, { roles: ['*'], submitForUsers: ['*'] });
    fake.cluster.settings.serverVersion = '18.11.0';
    expect(found.map(({ error }) => error.message)).toEqual([expect.stringContaining('18.11')]);
  });
});
