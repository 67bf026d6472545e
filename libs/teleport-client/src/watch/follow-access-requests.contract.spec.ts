import { setTimeout as timeout } from 'node:timers/promises';
import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { followAccessRequests, type LostStream } from './follow-access-requests.ts';

let fake: TeleportFake;
let client: TeleportClient;
let stop: AbortController;
let lost: LostStream[];

beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(() => fake.close());
beforeEach(() => {
  stop = new AbortController();
  lost = [];
  client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
});
afterEach(() => {
  stop.abort();
  client.close();
  fake.faults.clear();
});

const ask = () => fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });

const follow = (more: { failFast?: boolean } = {}) =>
  followAccessRequests(client, {
    signal: stop.signal,
    random: () => 0.5,
    sleep: (ms, signal) => timeout(ms, undefined, { signal }),
    now: () => performance.now(),
    onLost: (stream) => lost.push(stream),
    ...more,
  });

describe('following', () => {
  it('asks for a resync at every stream, whatever ended the one before', async () => {
    const events = follow();
    expect((await events.next()).value).toEqual({ kind: 'resync' });
    for (const how of ['clean', 'unavailable', 'slow-consumer', 'goaway', 'reset'] as const) {
      fake.cutStreams(how);
      expect((await events.next()).value).toEqual({ kind: 'resync' });
      const { id } = ask();
      expect((await events.next()).value).toMatchObject({ kind: 'put', request: { id } });
    }
    expect(lost.length).toBeGreaterThanOrEqual(5);
    expect(lost[0]).toMatchObject({ error: undefined });
    expect(lost[1]?.error?.code).toBe('unavailable');
  });

  it('goes on through refusals until it may', async () => {
    fake.faults.add({ match: { method: 'WatchEvents' }, when: 'before', action: 'error', code: 7, times: 3 });
    expect((await follow().next()).value).toEqual({ kind: 'resync' });
    expect(lost.map(({ error }) => error?.code)).toEqual(Array(3).fill('permission-denied'));
  });

  it('ends quietly when told to', async () => {
    const events = follow();
    await events.next();
    const next = events.next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('fails fast where that is wanted', async () => {
    const events = follow({ failFast: true });
    await events.next();
    fake.cutStreams('clean');
    await expect(events.next()).rejects.toMatchObject({ code: 'watch-ended' });
    expect(lost).toEqual([]);
  });

  it('does not go on with a closed client', async () => {
    client.close();
    await expect(follow().next()).rejects.toMatchObject({ code: 'closed' });
  });
});
