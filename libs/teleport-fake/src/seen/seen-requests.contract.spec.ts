import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestSort } from '../gen/fake/auth_service.ts';
import { RequestState } from '../gen/fake/resources.ts';
import { toTimestamp } from '../server/wire-values.ts';
import {
  answerOf,
  NOBODY,
  startSeenCluster,
  type SeenCluster,
  type SeenUser,
} from './seen-cluster.fixture.ts';

let seen: SeenCluster;
beforeAll(async () => {
  seen = await startSeenCluster('15.3.1');
});
afterAll(() => seen.close());

const HOUR_MS = 3_600_000;
/** A number that the protocol does not know. */
const NO_SORT = Number('9') as RequestSort;
const { REQUEST_STATE_APPROVED: APPROVED, REQUEST_STATE_PENDING: PENDING } = RequestState;

type Row = readonly [step: string, call: () => Promise<unknown>, answer: string];

describe('seen on 15.3.1: creating a request', () => {
  const alice = (more: object) => seen.as('alice').create({ user: 'alice', roles: ['editor'], ...more });
  const CREATE = 'PERMISSION_DENIED: access denied to perform action "create" on "access_request"';
  const TOO_LONG = 'INVALID_ARGUMENT: access request reason is too long, max 4096 bytes';

  test.each<Row>([
    ['of a role that one may ask for', () => alice({}), 'ok'],
    [
      'of one that one may not',
      () => seen.as('dave').create({ user: 'dave', roles: ['editor'] }),
      'INVALID_ARGUMENT: user "dave" can not request role "editor"',
    ],
    [
      'of an unknown role',
      () => alice({ roles: ['nope'] }),
      'INVALID_ARGUMENT: user "alice" can not request role "nope"',
    ],
    [
      'without roles',
      () => alice({ roles: [] }),
      'INVALID_ARGUMENT: access request does not specify any roles or resources',
    ],
    ['for somebody else', () => seen.as('dave').create({ user: 'alice', roles: ['editor'] }), CREATE],
    ['approved from the start', () => alice({ state: APPROVED }), CREATE],
    ['as a dry run', () => alice({ dryRun: true }), 'ok'],
    [
      'for 20 days',
      () => alice({ maxDuration: toTimestamp(Date.now() + 480 * HOUR_MS) }),
      'INVALID_ARGUMENT: max_duration must be less than or equal to 336h0m0s',
    ],
    ['with a reason of 4,096 bytes', () => alice({ requestReason: 'ü'.repeat(2_048) }), 'ok'],
    ['with a reason of 5,000 bytes', () => alice({ requestReason: 'x'.repeat(5_000) }), TOO_LONG],
    ['with a reason of 600 kB', () => alice({ requestReason: 'y'.repeat(600_000) }), TOO_LONG],
  ])('%s', async (...row) => {
    const [, call, answer] = row;
    expect(await answerOf(call())).toBe(answer);
  });

  test('gives an id of its own (UUIDv7), all four times, Metadata.Expires, and no newer field', async () => {
    const { metadata, spec } = await alice({ roles: ['editor', 'editor'] });
    expect(metadata).toMatchObject({ namespace: 'default', expires: spec?.expires });
    expect(metadata?.name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
    expect(metadata?.revision).not.toBe('');
    expect(spec).toMatchObject({ roles: ['editor'], maxDuration: spec?.expires, sessionTtl: spec?.expires });
    expect(spec).toMatchObject({ resourceExpiry: undefined, requestKind: 0, requestedResourceAccessIds: [] });
  });

  test('ends the access with the certificate, or at the wished end', async () => {
    const wished = toTimestamp(Date.now() + 2 * HOUR_MS);
    expect((await alice({ maxDuration: wished })).spec?.expires).toEqual(wished);
    const { spec } = await alice({});
    const lastsMs = Number((spec?.expires?.seconds ?? 0n) - (spec?.created?.seconds ?? 0n)) * 1_000;
    expect(lastsMs).toBeGreaterThan(0.9 * HOUR_MS);
    expect(lastsMs).toBeLessThanOrEqual(HOUR_MS);
  });
});

describe('seen on 15.3.1: reading requests', () => {
  test.each<[SeenUser, number]>([
    ['full', 1],
    ['only-read', 0],
    ['only-list', 0],
    ['nothing', 0],
    ['only-data', 0],
    ['alice', 1],
    ['bob', 1],
    ['dave', 0],
  ])('%s sees %i of a request of alice, by list and by id, and is never refused', async (user, count) => {
    const id = await seen.pending();
    expect(await seen.as(user).stream(id)).toHaveLength(count);
    const { accessRequests } = await seen.as(user).list({ state: PENDING });
    expect(accessRequests.filter(({ metadata }) => metadata?.name === id)).toHaveLength(count);
  });

  test.each<Row>([
    ['a page of 1,001', () => seen.as('full').list({}, { limit: 1_001 }), 'ok'],
    [
      'a page of 16,001',
      () => seen.as('full').list({}, { limit: 16_001 }),
      'INVALID_ARGUMENT: page size of 16001 is too large',
    ],
    [
      'an unknown order',
      () => seen.as('full').list({}, { sort: NO_SORT }),
      "INVALID_ARGUMENT: unsupported access request sort index '9'",
    ],
  ])('%s', async (...row) => {
    const [, call, answer] = row;
    expect(await answerOf(call())).toBe(answer);
  });

  test('an unknown id is an empty answer', async () => {
    expect(await seen.as('full').stream(NOBODY)).toEqual([]);
    expect(await seen.as('full').list({ id: NOBODY })).toEqual({ accessRequests: [], nextKey: '' });
  });

  test('pages lose and double nothing', async () => {
    for (let n = 0; n < 5; n += 1) await seen.pending();
    const ids: (string | undefined)[] = [];
    let startKey = '';
    do {
      const page = await seen.as('full').list({ state: PENDING }, { sort: 1, limit: 2, startKey });
      ids.push(...page.accessRequests.map(({ metadata }) => metadata?.name));
      startKey = page.nextKey;
    } while (startKey !== '');
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('seen on 15.3.1: deleting a request, and its end', () => {
  test('needs the verb, and finds nothing a second time', async () => {
    const id = await seen.pending();
    expect(await answerOf(seen.as('full').remove(id))).toBe(
      'PERMISSION_DENIED: access denied to perform action "delete" on "access_request"',
    );
    expect(await answerOf(seen.as('deletes').remove(id))).toBe('ok');
    expect(await answerOf(seen.as('deletes').remove(id))).toBe(
      'NOT_FOUND: cannot delete access request "<id>" (not found)',
    );
    expect(await answerOf(seen.as('full').setState({ id, state: APPROVED }))).toBe(
      'NOT_FOUND: cannot set state of access request "<id>" (not found)',
    );
  });

  test('a pending request goes at the end that was asked for', async () => {
    const soon = toTimestamp(Date.now() + 1_000);
    const { metadata } = await seen.as('alice').create({ user: 'alice', roles: ['editor'] }, soon);
    const id = metadata?.name ?? '';
    expect(await seen.stateOf(id)).toBe('1/0/');
    await expect.poll(() => seen.stateOf(id), { timeout: 6_000 }).toBe('gone');
    expect(await answerOf(seen.as('full').setState({ id, state: APPROVED }))).toBe(
      'NOT_FOUND: cannot set state of access request "<id>" (not found)',
    );
  });
});
