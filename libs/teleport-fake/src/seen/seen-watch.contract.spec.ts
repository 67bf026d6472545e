import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Operation, type Event } from '../gen/fake/auth_service.ts';
import { RequestState, type WatchKind } from '../gen/fake/resources.ts';
import { answerOf, startSeenCluster, type SeenCluster, type SeenUser } from './seen-cluster.fixture.ts';

let seen: SeenCluster;
beforeAll(async () => {
  seen = await startSeenCluster('15.3.1');
});
afterAll(() => seen.close());

const REQUESTS = { kind: 'access_request' };
const NO_READ = 'PERMISSION_DENIED: access denied to perform action "read" on "access_request"';

function first(user: SeenUser, kinds: readonly Partial<WatchKind>[], partial = false): Promise<Event> {
  return seen.as(user).watch(kinds, partial).next();
}

describe('seen on 15.3.1: opening a watch', () => {
  const filtered = (filter: Record<string, string>) => [{ ...REQUESTS, filter }];
  test.each<[string, SeenUser, readonly Partial<WatchKind>[], boolean, string]>([
    ['requests', 'full', [REQUESTS], false, 'ok'],
    ['requests, with read alone', 'only-read', [REQUESTS], false, 'ok'],
    ['requests, with list alone', 'only-list', [REQUESTS], false, NO_READ],
    ['requests, with plugin data alone', 'only-data', [REQUESTS], false, NO_READ],
    ['requests, without rights', 'nothing', [REQUESTS], false, NO_READ],
    ['requests, as a person', 'alice', [REQUESTS], false, NO_READ],
    ['the own requests, as a person', 'alice', filtered({ user: 'alice' }), false, 'ok'],
    ['those in a state', 'full', filtered({ state: 'PENDING' }), false, 'ok'],
    [
      'those in a state in lower case',
      'full',
      filtered({ state: 'pending' }),
      false,
      'INVALID_ARGUMENT: unknown request state: "pending"',
    ],
    [
      'by an unknown key',
      'full',
      filtered({ nope: 'x' }),
      false,
      'INVALID_ARGUMENT: unknown filter key nope',
    ],
    ['nothing', 'full', [], false, "PERMISSION_DENIED: can't setup global watch"],
    [
      'an unknown kind besides',
      'full',
      [REQUESTS, { kind: 'no_such_kind' }],
      false,
      'PERMISSION_DENIED: access denied to perform action "read" on "no_such_kind"',
    ],
    ['an unknown kind besides, or what is allowed', 'full', [REQUESTS, { kind: 'no_such_kind' }], true, 'ok'],
    [
      'what is allowed, which is nothing',
      'nothing',
      [REQUESTS],
      true,
      'INVALID_ARGUMENT: none of the requested kinds can be watched',
    ],
  ])('%s', async (...row) => {
    const [, user, kinds, partial, answer] = row;
    expect(await answerOf(first(user, kinds, partial))).toBe(answer);
  });

  test('INIT names the kinds that were accepted', async () => {
    const init = await first('full', [REQUESTS, { kind: 'no_such_kind' }], true);
    expect(init.type).toBe(Operation.OPERATION_INIT);
    expect(init.resource).toMatchObject({ $case: 'watchStatus', value: { spec: { kinds: [REQUESTS] } } });
  });
});

describe('seen on 15.3.1: what a watch tells', () => {
  test('each change of a request whole, a repeated denial too; of a deletion the header alone', async () => {
    const watch = seen.as('full').watch();
    await watch.next();
    const id = await seen.pending();
    await seen.as('bob').review(id, {});
    for (const reason of ['z', 'zz']) {
      await seen.as('full').setState({ id, state: RequestState.REQUEST_STATE_DENIED, reason });
    }
    await seen.as('deletes').remove(id);
    const told: unknown[] = [];
    for (let n = 0; n < 5; n += 1) told.push(brief(await watch.next()));
    expect(told).toEqual([
      'PUT 1/0/',
      'PUT 2/1/',
      'PUT 3/1/z',
      'PUT 3/1/zz',
      `DELETE access_request v3 default ${id}`,
    ]);
  });
});

function brief({ type, resource }: Event): string {
  if (type === Operation.OPERATION_PUT && resource?.$case === 'accessRequest') {
    const { state = 0, reviews = [], resolveReason = '' } = resource.value.spec ?? {};
    return `PUT ${state}/${reviews.length}/${resolveReason}`;
  }
  if (type === Operation.OPERATION_DELETE && resource?.$case === 'resourceHeader') {
    const { kind, version, metadata } = resource.value;
    return `DELETE ${kind} ${version} ${metadata?.namespace ?? ''} ${metadata?.name ?? ''}`;
  }
  return `unexpected ${type}`;
}
