import type { Account } from '@org/access-plugin-core';
import { startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { createTeleportDirectory } from './teleport-directory.ts';

let fake: TeleportFake;
let client: TeleportClient;
const call = { signal: new AbortController().signal, deadlineMs: 10_000 };

beforeAll(async () => {
  fake = await startTeleportFake();
  client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
  fake.cluster.putUser({ name: 'Erin@Example.com', roles: ['reviewer'] });
  fake.cluster.putUser({ name: 'twin-1', roles: [], traits: { jira_account_id: ['jira-twin'] } });
  fake.cluster.putUser({ name: 'twin-2', roles: [], traits: { jira_account_id: ['x', 'jira-twin'] } });
});
afterAll(async () => {
  client.close();
  await fake.close();
});

const account = (id: string, email?: string): Account => ({
  id,
  kind: 'human',
  active: true,
  displayName: 'bob',
  ...(email !== undefined && { email }),
});

describe('the directory', () => {
  const directory = () =>
    createTeleportDirectory(client, {
      accountTrait: 'jira_account_id',
      emailDomains: ['example.com'],
      cacheMs: 0,
    });

  it('finds the one user with the account id in the trait', async () => {
    expect(await directory().identify(account('jira-bob'), call)).toEqual({ at: 'user', user: 'bob' });
  });

  it('chooses nobody among several', async () => {
    expect(await directory().identify(account('jira-twin'), call)).toEqual({ at: 'ambiguous' });
  });

  it('does not take a display name for anything', async () => {
    expect(await directory().identify(account('stranger'), call)).toEqual({ at: 'nobody' });
  });

  it('takes an address as a user name in trusted domains alone', async () => {
    const erin = account('stranger', 'erin@example.com');
    expect(await directory().identify(erin, call)).toEqual({ at: 'user', user: 'Erin@Example.com' });
    expect(await directory().identify(account('stranger', 'erin@evil.example.org'), call)).toEqual({
      at: 'nobody',
    });
    const strict = createTeleportDirectory(client, { accountTrait: 'jira_account_id' });
    expect(await strict.identify(erin, call)).toEqual({ at: 'nobody' });
  });

  it('does not match users without the trait by an empty id', async () => {
    expect(await directory().identify(account(''), call)).toEqual({ at: 'nobody' });
  });

  it('asks once while its list is fresh', async () => {
    const cached = createTeleportDirectory(client, { accountTrait: 'jira_account_id' });
    fake.calls.reset();
    await cached.identify(account('jira-bob'), call);
    await cached.identify(account('jira-carol'), call);
    expect(fake.calls.count('ListUsers')).toBe(1);
  });

  it('fails when it may not ask, and never says nobody then', async () => {
    fake.faults.add({ match: { method: 'ListUsers' }, when: 'before', action: 'error', code: 7, times: 1 });
    const asked = directory().identify(account('jira-bob'), call);
    await expect(asked).rejects.toMatchObject({ name: 'AccessPluginError', code: 'unauthorized' });
  });
});
