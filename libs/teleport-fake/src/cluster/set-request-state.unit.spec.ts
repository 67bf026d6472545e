import { beforeEach, describe, expect, test } from 'vitest';
import { pendingRequest, PLUGIN, refusal, testCluster, type TestCluster } from '../testing/test-cluster.ts';
import type { ClusterEvent } from './cluster-state.ts';
import type { StateChange } from './set-request-state.ts';
import type { Caller } from './users.ts';

let cluster: TestCluster;
let id: string;

beforeEach(() => {
  cluster = testCluster();
  id = pendingRequest(cluster, ['editor', 'db-1']);
});

const set = (change: Partial<StateChange>, caller: Caller = PLUGIN): void =>
  cluster.setRequestState(caller, { id, state: 'approved', ...change });

describe('the checks, each failing alone', () => {
  const updateOnly = { name: 'update-only', rules: [{ resources: ['access_request'], verbs: ['update'] }] };

  test.each<[string, string, () => void]>([
    ['no verb update', 'access-denied', () => set({}, { user: 'bob' })],
    [
      'a certificate with assumed requests',
      'access-denied',
      () => set({}, { ...PLUGIN, activeRequests: ['x'] }),
    ],
    ['promoted', 'bad-parameter', () => set({ state: 'promoted' })],
    ['no state', 'bad-parameter', () => cluster.setRequestState(PLUGIN, { id, state: undefined })],
    ['no id', 'bad-parameter', () => set({ id: '' })],
    ['an unknown request', 'not-found', () => set({ id: 'nope' })],
    ['roles that were not asked for', 'bad-parameter', () => set({ roles: ['editor', 'root'] })],
    ['a start after the end', 'bad-parameter', () => set({ assumeStartMs: cluster.now() + 9 * 3_600_000 })],
  ])('%s', (_name, code, call) => {
    expect(refusal(call).code).toBe(code);
    expect(cluster.request(id)?.state).toBe('pending');
  });

  test('admin-action MFA refuses all but bots', () => {
    cluster.settings.adminActionMfa = true;
    cluster.putUser({ name: 'human-plugin', roles: ['access-plugin'] });
    expect(refusal(() => set({}, { user: 'human-plugin' })).message).toContain('MFA');
    set({});
  });

  test('a request the caller cannot see is not found', () => {
    cluster.putRole(updateOnly);
    cluster.putUser({ name: 'blind', roles: ['update-only'] });
    expect(refusal(() => set({}, { user: 'blind' })).code).toBe('not-found');
  });

  test('the requester never decides', () => {
    cluster.putUser({ name: 'alice', roles: ['dev', 'access-plugin'] });
    expect(refusal(() => set({}, { user: 'alice' })).code).toBe('access-denied');
  });

  test('the order: a missing verb is said before a missing request, a wrong state before either', () => {
    expect(refusal(() => set({ id: 'nope' }, { user: 'bob' })).code).toBe('access-denied');
    expect(refusal(() => set({ id: 'nope', state: 'promoted' })).code).toBe('bad-parameter');
  });
});

describe('the outcome', () => {
  test.each([
    ['approved', 'approved', 'approved'],
    ['approved', 'denied', 'denied'],
    ['denied', 'denied', 'denied'],
  ] as const)('%s, then %s, gives %s', (first, second, last) => {
    set({ state: first });
    set({ state: second });
    expect(cluster.request(id)?.state).toBe(last);
  });

  test('denied stays denied', () => {
    set({ state: 'denied' });
    expect(refusal(() => set({})).message).toContain('(already denied)');
    expect(cluster.request(id)?.state).toBe('denied');
  });

  test('approving or denying again replaces the reason and tells everybody', () => {
    const events: ClusterEvent[] = [];
    set({});
    cluster.subscribe((event) => events.push(event));
    set({});
    set({ state: 'denied', reason: 'first' });
    set({ state: 'denied', reason: 'second' });
    expect(cluster.request(id)?.resolveReason).toBe('second');
    expect(events).toHaveLength(3);
    expect(cluster.audit).toHaveLength(5);
  });

  test('reason, roles, start and annotations are kept; the delegator is in the audit log', () => {
    const assumeStartMs = cluster.now() + 1000;
    set({ reason: 'ok', delegator: 'jira:bob', roles: ['editor'], assumeStartMs, annotations: { a: ['b'] } });
    expect(cluster.request(id)).toMatchObject({
      resolveReason: 'ok',
      roles: ['editor'],
      assumeStartMs,
      resolveAnnotations: { a: ['b'] },
    });
    expect(cluster.audit.at(-1)).toMatchObject({
      event: 'access_request.update',
      delegator: 'jira:bob',
      user: 'access-plugin',
    });
  });

  test('approval lets the request live as long as the access', () => {
    cluster.settings.pendingTtlMs = 60_000;
    const short = pendingRequest(cluster);
    const long = pendingRequest(cluster);
    set({ id: long });
    cluster.advance(60_000);
    expect(cluster.expireDue()).toEqual([short]);
    cluster.advance(8 * 3_600_000);
    expect(cluster.expireDue()).toContain(long);
    expect(cluster.audit.at(-1)?.event).toBe('access_request.expire');
  });
});
