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
  fake.cluster.putUser({ name: 'kate@example.com', roles: [] });
  fake.cluster.putUser({ name: 'lou', roles: [], traits: { jira_account_id: ['jira-lou'] }, locked: true });
  fake.cluster.putUser({
    name: 'sso',
    roles: [],
    traits: { jira_account_id: ['jira-sso'] },
    expiresMs: 1_000,
  });
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

  it('S1: chooses nobody among several', async () => {
    expect(await directory().identify(account('jira-twin'), call)).toEqual({ at: 'ambiguous' });
  });

  it('S5: does not take a display name for anything', async () => {
    expect(await directory().identify(account('stranger'), call)).toEqual({ at: 'nobody' });
  });

  it('S5: takes an address as a user name in trusted domains alone', async () => {
    const erin = account('stranger', 'erin@example.com');
    expect(await directory().identify(erin, call)).toEqual({ at: 'user', user: 'Erin@Example.com' });
    expect(await directory().identify(account('stranger', 'erin@evil.example.org'), call)).toEqual({
      at: 'nobody',
    });
    const strict = createTeleportDirectory(client, { accountTrait: 'jira_account_id' });
    expect(await strict.identify(erin, call)).toEqual({ at: 'nobody' });
  });

  it.each([
    ['of a look-alike domain', 'erin@ex\u0430mple.com'],
    ['of a domain that only begins like it', 'erin@example.com.evil.example'],
    ['of a domain that only ends like it', 'erin@notexample.com'],
    ['of a sub-domain', 'erin@mail.example.com'],
    ['with two domains', 'erin@example.com@evil.example'],
    ['with two domains, the trusted one last', 'erin@evil.example@example.com'],
    ['whose letter becomes an ASCII one in lower case', '\u212Birin@example.com'],
    ['whose sign becomes a k', '\u212Aate@example.com'],
    ['with a space', ' erin@example.com'],
  ])('S5: an address %s is nobody’s', async (_, address) => {
    // Even where a user goes by that very name.
    fake.cluster.putUser({ name: address.toLowerCase(), roles: [] });
    expect(await directory().identify(account('stranger', address), call)).toEqual({ at: 'nobody' });
  });

  it('S33: takes the table first, and whoever left, expired or was locked out decides nothing', async () => {
    const users = new Map([
      ['jira-bob', 'carol'],
      ['a', 'gone-with-the-wind'],
      ['b', 'lou'],
      ['c', 'sso'],
    ]);
    const listed = createTeleportDirectory(client, { users, accountTrait: 'jira_account_id' });
    expect(await listed.identify(account('jira-bob'), call)).toEqual({ at: 'user', user: 'carol' });
    for (const id of ['a', 'b', 'c'])
      expect([id, await listed.identify(account(id), call)]).toEqual([id, { at: 'nobody' }]);
  });

  it.each(['jira-lou', 'jira-sso'])(
    'S33: %s, locked out or expired, is nobody by trait as well',
    async (id) => {
      expect(await directory().identify(account(id), call)).toEqual({ at: 'nobody' });
    },
  );

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

  it.each([
    ['lost the trait', { traits: {} }],
    ['was locked out', { locked: true }],
    ['expired', { expiresMs: 1_000 }],
  ])('S33: whoever %s since the list was taken is nobody', async (_, change) => {
    const moved = { name: 'moved', roles: [], traits: { jira_account_id: ['jira-moved'] } };
    fake.cluster.putUser(moved);
    const cached = createTeleportDirectory(client, { accountTrait: 'jira_account_id' });
    expect(await cached.identify(account('jira-moved'), call)).toEqual({ at: 'user', user: 'moved' });
    fake.cluster.putUser({ ...moved, ...change });
    expect(await cached.identify(account('jira-moved'), call)).toEqual({ at: 'nobody' });
  });

  it('S33: an account that passed from one user to another since the list was taken is the other', async () => {
    const traits = { jira_account_id: ['jira-passed'] };
    fake.cluster.putUser({ name: 'before', roles: [], traits });
    const cached = createTeleportDirectory(client, { accountTrait: 'jira_account_id' });
    expect(await cached.identify(account('jira-passed'), call)).toEqual({ at: 'user', user: 'before' });
    fake.cluster.putUser({ name: 'before', roles: [] });
    fake.cluster.putUser({ name: 'after', roles: [], traits });
    expect(await cached.identify(account('jira-passed'), call)).toEqual({ at: 'user', user: 'after' });
  });

  it('S33: whoever left since the list was taken is nobody', async () => {
    fake.cluster.putUser({ name: 'leaver@example.com', roles: [] });
    const cached = createTeleportDirectory(client, { emailDomains: ['example.com'] });
    const leaver = account('stranger', 'leaver@example.com');
    expect(await cached.identify(leaver, call)).toEqual({ at: 'user', user: 'leaver@example.com' });
    fake.cluster.removeUser('leaver@example.com');
    expect(await cached.identify(leaver, call)).toEqual({ at: 'nobody' });
  });

  it('S4: fails when it may not ask, and never says nobody then', async () => {
    const message = 'access denied to perform action "list" on "user"';
    const match = { method: 'ListUsers' };
    fake.faults.add({ match, when: 'before', action: 'error', code: 7, message, times: 1 });
    const asked = directory().identify(account('jira-bob'), call);
    await expect(asked).rejects.toMatchObject({
      name: 'AccessPluginError',
      code: 'not-permitted',
      message: expect.stringContaining('user: list') as string,
    });
  });
});
