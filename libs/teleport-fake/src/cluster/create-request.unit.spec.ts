import { beforeEach, describe, expect, test } from 'vitest';
import { pendingRequest, PLUGIN, refusal, testCluster, type TestCluster } from '../testing/test-cluster.ts';
import { ADMIN } from './cluster.ts';
import type { PageQuery, RequestPage } from './list-requests.ts';

const node = { cluster: 'teleport.example.com', kind: 'node', name: 'web-1', subResource: '' };
let cluster: TestCluster;

beforeEach(() => {
  cluster = testCluster();
});

describe('creating', () => {
  test('the cluster assigns the id and the state; the roles give thresholds, annotations and suggestions', () => {
    const id = pendingRequest(cluster, ['prod-admin']);
    expect(id).toMatch(/^[0-9a-f]{8}-/);
    expect(cluster.request(id)).toMatchObject({
      state: 'pending',
      kind: 'short-term',
      thresholds: [{ approve: 2, deny: 1 }],
      systemAnnotations: { team: ['platform'] },
      suggestedReviewers: ['bob', 'carol'],
    });
  });

  test('resources imply the roles to search as', () => {
    const { roles } = cluster.createRequest({ user: 'alice' }, { user: 'alice', resources: [node] });
    expect(roles).toEqual(['access']);
  });

  test.each([
    ['a role that may not be requested', { user: 'alice', roles: ['root'] }, 'bad-parameter'],
    ['nothing at all', { user: 'alice' }, 'bad-parameter'],
    ['an unknown user', { user: 'ghost', roles: ['editor'] }, 'not-found'],
    ['an end before the beginning', { user: 'alice', roles: ['editor'], expiresMs: 1 }, 'bad-parameter'],
  ])('%s is refused', (_name, wish, code) => {
    expect(refusal(() => cluster.createRequest(ADMIN, wish)).code).toBe(code);
  });

  test('nobody creates for somebody else without the verb', () => {
    const wish = { user: 'alice', roles: ['editor'] };
    expect(refusal(() => cluster.createRequest({ user: 'bob' }, wish)).code).toBe('access-denied');
  });
});

describe('deleting and promoting', () => {
  test('deletion needs the verb; an unknown id is not found; watchers are told', () => {
    const id = pendingRequest(cluster);
    const gone: string[] = [];
    cluster.subscribe((event) => event.type === 'delete' && gone.push(event.id));
    expect(refusal(() => cluster.deleteRequest(PLUGIN, id)).code).toBe('access-denied');
    cluster.deleteRequest(ADMIN, id);
    expect(gone).toEqual([id]);
    expect(refusal(() => cluster.deleteRequest(ADMIN, id)).code).toBe('not-found');
  });

  test('promotion names the access list', () => {
    const promoted = cluster.promoteRequest(pendingRequest(cluster), { name: 'n', title: 'T' });
    expect(promoted).toMatchObject({ state: 'promoted', accessList: { title: 'T' } });
  });
});

describe('listing', () => {
  const pages = (page: PageQuery): RequestPage => cluster.listPage(PLUGIN, { filter: {}, page });

  test('the last page may be empty: a full one names the next request, shown or not', () => {
    const id = pendingRequest(cluster);
    cluster.advance(1);
    const denied = pendingRequest(cluster);
    cluster.setRequestState(PLUGIN, { id: denied, state: 'denied' });
    const page = (startKey: string): RequestPage =>
      cluster.listPage(PLUGIN, { filter: { state: 'pending' }, page: { limit: 1, startKey } });
    const first = page('');
    expect(first.requests.map((request) => request.id)).toEqual([id]);
    expect(first.nextKey).toBe(denied);
    expect(page(first.nextKey)).toEqual({ requests: [], nextKey: '' });
  });

  test('by right all, otherwise one’s own and those one may review', () => {
    const id = pendingRequest(cluster);
    const seenBy = (user: string): number => cluster.listRequests({ user }, {}).length;
    expect(seenBy('access-plugin')).toBe(1);
    expect(seenBy('alice')).toBe(1);
    expect(seenBy('bob')).toBe(1);
    expect(seenBy('dave')).toBe(0);
    expect(cluster.listRequests(PLUGIN, { id: 'nope' })).toEqual([]);
    expect(
      cluster.listRequests(PLUGIN, { id, user: 'alice', state: 'pending', searchKeywords: ['WHY'] }),
    ).toHaveLength(1);
    expect(cluster.listRequests(PLUGIN, { state: 'denied' })).toEqual([]);
  });

  test('a page is refused only above 16,000', () => {
    expect(pages({ limit: 16_000 }).requests).toEqual([]);
    expect(refusal(() => pages({ limit: 16_001 }))).toEqual({
      code: 'bad-parameter',
      message: 'page size of 16001 is too large',
    });
  });

  test('scopes', () => {
    const id = pendingRequest(cluster, ['prod-admin']);
    const ids = (user: string, scope: 'my-requests' | 'needs-review' | 'reviewed'): readonly string[] =>
      cluster.listRequests({ user }, { scope }).map((request) => request.id);
    expect(ids('alice', 'my-requests')).toEqual([id]);
    expect(ids('bob', 'needs-review')).toEqual([id]);
    cluster.submitReview({ user: 'bob' }, { requestId: id, proposedState: 'approved' });
    expect(ids('bob', 'needs-review')).toEqual([]);
    expect(ids('bob', 'reviewed')).toEqual([id]);
  });

  test.each(['created', 'state', 'user', undefined] as const)(
    'pages by %s lose and double nothing',
    (sort) => {
      for (let n = 0; n < 7; n += 1) {
        pendingRequest(cluster);
        cluster.advance(1000);
      }
      for (const descending of [false, true]) {
        const ids: string[] = [];
        let startKey = '';
        do {
          const page = pages({ limit: 3, startKey, descending, ...(sort === undefined ? {} : { sort }) });
          ids.push(...page.requests.map((request) => request.id));
          startKey = page.nextKey;
        } while (startKey !== '');
        expect(ids).toHaveLength(7);
        expect(new Set(ids).size).toBe(7);
      }
    },
  );
});
