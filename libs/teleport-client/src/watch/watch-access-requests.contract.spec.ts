import { ADMIN, startTeleportFake, type StreamEnd, type TeleportFake } from '@org/teleport-fake';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { AccessRequestEvent } from './watch-event.ts';

let fake: TeleportFake;
let client: TeleportClient;
let stop: AbortController;

beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(() => fake.close());
beforeEach(() => {
  stop = new AbortController();
  client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
});
afterEach(async () => {
  stop.abort();
  client.close();
  fake.faults.clear();
  await expect.poll(() => fake.streamCount()).toBe(0);
});

const ask = () => fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });

function open(initTimeoutMs = 10_000): AsyncIterator<AccessRequestEvent> {
  return client.watchAccessRequests({ signal: stop.signal, initTimeoutMs })[Symbol.asyncIterator]();
}

async function opened(): Promise<AsyncIterator<AccessRequestEvent>> {
  const events = open();
  expect((await events.next()).value).toEqual({ kind: 'init' });
  return events;
}

async function failure(events: AsyncIterator<AccessRequestEvent>): Promise<TeleportError> {
  const error: unknown = await events.next().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TeleportError);
  return error as TeleportError;
}

describe('a watch', () => {
  it.each([true, false])(
    'begins with init (kinds told: %s) and tells of what comes after',
    async (watchStatus) => {
      fake.settings.watchStatus = watchStatus;
      ask();
      const events = await opened();
      fake.settings.watchStatus = true;
      const { id } = ask();
      fake.cluster.setRequestState(ADMIN, { id, state: 'approved' });
      fake.cluster.deleteRequest(ADMIN, id);
      expect((await events.next()).value).toMatchObject({ kind: 'put', request: { id, state: 'pending' } });
      expect((await events.next()).value).toMatchObject({ kind: 'put', request: { id, state: 'approved' } });
      expect((await events.next()).value).toEqual({ kind: 'delete', id });
    },
  );

  it('ends when the server ends it', async () => {
    const events = await opened();
    fake.cutStreams('clean');
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it.each<[StreamEnd | 'reset', string]>([
    ['unavailable', 'unavailable'],
    ['slow-consumer', 'server-error'],
    ['reset', 'connection-lost'],
  ])('broken by %s fails with %s', async (how, code) => {
    const events = await opened();
    fake.cutStreams(how);
    expect(await failure(events)).toMatchObject({ code, method: 'WatchEvents' });
  });

  it('ends with cancelled when the caller has had enough', async () => {
    const events = await opened();
    const next = failure(events);
    stop.abort();
    expect((await next).code).toBe('cancelled');
  });

  it('is closed on the server when the loop is left', async () => {
    const events = await opened();
    expect(fake.streamCount()).toBe(1);
    await events.return?.();
    await expect.poll(() => fake.streamCount()).toBe(0);
  });

  it('does not wait for ever for its first event', async () => {
    fake.faults.add({ match: { method: 'WatchEvents' }, when: 'before', action: 'hold' });
    expect(await failure(open(300))).toMatchObject({ code: 'watch-no-init', outcome: 'not-done' });
  });

  it('without the right says which one is missing', async () => {
    fake.cluster.putUser({ name: 'nobody', roles: ['viewer'] });
    const nobody = createTeleportClient({
      address: fake.address,
      identity: parseIdentityFile((await fake.issueIdentity({ user: 'nobody' })).identityPem),
    });
    const error = await failure(nobody.watchAccessRequests({ signal: stop.signal })[Symbol.asyncIterator]());
    nobody.close();
    expect(error.code).toBe('permission-denied');
    expect(error.message).toMatch(/access_request/);
  });
});
