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

describe('what goes wrong', () => {
  it.each([
    [2, 'server-error', 'unknown'],
    [3, 'invalid-argument', 'not-done'],
    [5, 'not-found', 'not-done'],
    [6, 'already-exists', 'not-done'],
    [7, 'permission-denied', 'not-done'],
    [8, 'resource-exhausted', 'not-done'],
    [9, 'conflict', 'conflict'],
    [12, 'unimplemented', 'not-done'],
    [13, 'server-error', 'unknown'],
    [14, 'unavailable', 'unknown'],
    [16, 'permission-denied', 'not-done'],
  ])('status %i is %s, %s', async (code, expected, outcome) => {
    fake.faults.add({ match: { method: 'Ping' }, when: 'before', action: 'error', code, message: 'no\nway' });
    const error = await failure(client.ping(limits));
    expect(error).toMatchObject({ code: expected, outcome, method: 'Ping' });
    expect(error.message).toContain('no way');
    expect(error.cause).toBeUndefined();
  });

  it('a connection cut under way leaves the outcome unknown', async () => {
    const { id } = ask();
    fake.faults.add({ match: { method: 'SetAccessRequestState' }, when: 'after', action: 'drop' });
    const error = await failure(client.setAccessRequestState({ id, state: 'approved' }, limits));
    expect(error).toMatchObject({ code: 'connection-lost', outcome: 'unknown' });
    expect(fake.cluster.request(id)?.state).toBe('approved');
  });

  it('a deadline after sending leaves the outcome unknown', async () => {
    fake.faults.add({ match: { method: 'Ping' }, when: 'before', action: 'hold' });
    const error = await failure(client.ping({ signal: never, deadlineMs: 200 }));
    expect(error).toMatchObject({ code: 'deadline-exceeded', outcome: 'unknown' });
  });

  it('an abort ends the call at once, and before sending nothing was done', async () => {
    const hold = fake.faults.add({ match: { method: 'Ping' }, when: 'before', action: 'hold' });
    const controller = new AbortController();
    const ping = failure(client.ping({ signal: controller.signal, deadlineMs: 10_000 }));
    await fake.faults.reached(hold, { signal: never });
    controller.abort();
    expect(await ping).toMatchObject({ code: 'cancelled', outcome: 'unknown' });
    const aborted = await failure(client.ping({ signal: controller.signal, deadlineMs: 10_000 }));
    expect(aborted).toMatchObject({ code: 'cancelled', outcome: 'not-done' });
  });

  it('a closed client says so', async () => {
    client.close();
    expect(await failure(client.ping(limits))).toMatchObject({ code: 'closed', outcome: 'not-done' });
  });

  it('a cluster that wants a second factor is recognised, with the cure', async () => {
    const { id } = ask();
    fake.cluster.settings.adminActionMfa = true;
    const person = createTeleportClient({
      address: fake.address,
      identity: parseIdentityFile(
        (await fake.issueIdentity({ user: 'admin', roles: ['access-plugin'] })).identityPem,
      ),
    });
    fake.cluster.putUser({ name: 'admin', roles: ['access-plugin'] });
    const error = await failure(person.setAccessRequestState({ id, state: 'approved' }, limits));
    person.close();
    fake.cluster.settings.adminActionMfa = false;
    expect(error.code).toBe('mfa-required');
    expect(error.message).toMatch(/tbot/);
  });

  it('a preset role that may only read is recognised, with the cure', async () => {
    const { id } = ask();
    fake.cluster.putRole({
      name: 'preset',
      rules: [{ resources: ['access_request'], verbs: ['list', 'read'] }],
    });
    fake.cluster.putUser({ name: 'reader', roles: ['preset'], bot: true });
    const reader = createTeleportClient({
      address: fake.address,
      identity: parseIdentityFile((await fake.issueIdentity({ user: 'reader' })).identityPem),
    });
    const error = await failure(reader.setAccessRequestState({ id, state: 'approved' }, limits));
    reader.close();
    expect(error.code).toBe('permission-denied');
    expect(error.message).toMatch(/access_request: update.*preset role access-plugin may only read/);
  });
});
