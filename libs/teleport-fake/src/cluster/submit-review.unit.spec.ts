import { beforeEach, describe, expect, test } from 'vitest';
import { pendingRequest, PLUGIN, refusal, testCluster, type TestCluster } from '../testing/test-cluster.ts';
import type { AccessRequest } from './access-request.ts';
import type { ReviewSubmission } from './submit-review.ts';

let cluster: TestCluster;
let id: string;

beforeEach(() => {
  cluster = testCluster();
  id = pendingRequest(cluster);
});

const review = (by: string, more: Partial<ReviewSubmission> = {}): AccessRequest =>
  cluster.submitReview({ user: by }, { requestId: id, proposedState: 'approved', ...more });

const forUser = (author: string, more: Partial<ReviewSubmission> = {}): AccessRequest =>
  review(PLUGIN.user, { author, onBehalfOfAuthor: true, ...more });

describe('reviewing as oneself', () => {
  test('one approval settles a request of the default threshold', () => {
    expect(review('bob', { reason: 'fine' })).toMatchObject({ state: 'approved', resolveReason: 'fine' });
    expect(cluster.audit.at(-1)).toMatchObject({
      event: 'access_request.review',
      reviewer: 'bob',
      state: 'approved',
    });
  });

  test.each<[string, string, () => void]>([
    ['promoted', 'bad-parameter', () => review('bob', { proposedState: 'promoted' })],
    [
      'no state',
      'bad-parameter',
      () => cluster.submitReview({ user: 'bob' }, { requestId: id, proposedState: undefined }),
    ],
    ['in another name', 'access-denied', () => review('bob', { author: 'carol' })],
    ['without any review right', 'access-denied', () => review('dave')],
    ['of an unknown request', 'not-found', () => review('bob', { requestId: 'nope' })],
  ])('%s is refused', (_name, code, call) => {
    expect(refusal(call).code).toBe(code);
  });

  test('nobody reviews their own request, reviewer or not', () => {
    cluster.putUser({ name: 'alice', roles: ['dev', 'reviewer'] });
    expect(refusal(() => review('alice')).code).toBe('access-denied');
  });

  test('every requested role must be covered', () => {
    cluster.putRole({ name: 'db-reviewer', reviewRequests: { roles: ['db-*'] } });
    cluster.putUser({ name: 'erin', roles: ['db-reviewer'] });
    const both = pendingRequest(cluster, ['db-1', 'editor']);
    expect(refusal(() => review('erin', { requestId: both })).code).toBe('access-denied');
    expect(review('erin', { requestId: pendingRequest(cluster, ['db-1']) }).state).toBe('approved');
  });

  test('one review per author', () => {
    const prod = pendingRequest(cluster, ['prod-admin']);
    review('bob', { requestId: prod });
    expect(refusal(() => review('bob', { requestId: prod })).code).toBe('access-denied');
  });

  test('a second review and annotations are refused as by a real server', () => {
    const prod = pendingRequest(cluster, ['prod-admin']);
    review('bob', { requestId: prod });
    expect(refusal(() => review('bob', { requestId: prod }))).toEqual({
      code: 'access-denied',
      message: 'user "bob" has already reviewed this request',
    });
    expect(refusal(() => review('carol', { requestId: prod, annotations: { ticket: ['TAR-1'] } }))).toEqual({
      code: 'not-implemented',
      message: 'annotations are not yet supported in reviews, try omitting annotations field',
    });
    expect(cluster.request(prod)).toMatchObject({ state: 'pending', reviews: [{ author: 'bob' }] });
  });

  test('a settled request takes no further review', () => {
    review('bob', { proposedState: 'denied' });
    expect(refusal(() => review('carol'))).toEqual({
      code: 'access-denied',
      message: 'the access request has been already denied',
    });
  });
});

describe('thresholds', () => {
  test('two approvals are needed where two are asked for', () => {
    const prod = pendingRequest(cluster, ['prod-admin']);
    expect(review('bob', { requestId: prod }).state).toBe('pending');
    expect(review('carol', { requestId: prod }).state).toBe('approved');
  });

  test('one denial is enough where one is asked for', () => {
    const prod = pendingRequest(cluster, ['prod-admin']);
    review('bob', { requestId: prod });
    expect(review('carol', { requestId: prod, proposedState: 'denied' }).state).toBe('denied');
  });

  test('a filter decides whose reviews count; an unknown filter counts nobody', () => {
    const filtered = (filter: string) => ({
      name: 'filtered',
      request: { roles: ['special'], thresholds: [{ name: 'f', filter, approve: 1, deny: 1 }] },
    });
    cluster.putUser({ name: 'bob', roles: ['reviewer', 'lead'], traits: { team: ['db'] } });
    cluster.putUser({ name: 'frank', roles: ['filtered'] });
    const approve = (filter: string): string => {
      cluster.putRole(filtered(filter));
      const { id: special } = cluster.createRequest({ user: 'frank' }, { user: 'frank', roles: ['special'] });
      review('carol', { requestId: special });
      return review('bob', { requestId: special }).state;
    };
    expect(approve('contains(reviewer.roles, "lead")')).toBe('approved');
    expect(approve('contains(reviewer.traits["team"], "db")')).toBe('approved');
    expect(approve('contains(reviewer.roles, "chief")')).toBe('pending');
    expect(approve('something(else)')).toBe('pending');
  });

  test('one threshold of a set is enough', () => {
    const lead = { name: 'leads', filter: 'contains(reviewer.roles, "lead")', approve: 1, deny: 1 };
    const anyone = { name: 'anyone', filter: '', approve: 1, deny: 1 };
    cluster.putRole({ name: 'strict', request: { roles: ['vault'], thresholds: [lead, anyone] } });
    cluster.putUser({ name: 'frank', roles: ['strict'] });
    cluster.putUser({ name: 'carol', roles: ['reviewer', 'lead'] });
    const { id: vault } = cluster.createRequest({ user: 'frank' }, { user: 'frank', roles: ['vault'] });
    expect(review('bob', { requestId: vault }).state).toBe('approved');
  });

  test('every set needs one of its thresholds: each role of the requester that allows the request adds a set', () => {
    const needing = (name: string, approve: number) => ({
      name,
      request: { roles: ['vault'], thresholds: [{ name, filter: '', approve, deny: 1 }] },
    });
    cluster.putRole(needing('one', 1));
    cluster.putRole(needing('two', 2));
    cluster.putUser({ name: 'frank', roles: ['one', 'two'] });
    const { id: vault } = cluster.createRequest({ user: 'frank' }, { user: 'frank', roles: ['vault'] });
    expect(review('bob', { requestId: vault }).state).toBe('pending');
    expect(review('carol', { requestId: vault }).state).toBe('approved');
  });

  test('a resolution lets the request live as long as the access would have', () => {
    cluster.settings.pendingTtlMs = 60_000;
    const [approved, denied, left] = [
      pendingRequest(cluster),
      pendingRequest(cluster),
      pendingRequest(cluster),
    ];
    review('bob', { requestId: approved });
    review('bob', { requestId: denied, proposedState: 'denied' });
    cluster.advance(60_000);
    expect(cluster.expireDue()).toEqual([left]);
    expect(cluster.request(approved)?.state).toBe('approved');
    expect(cluster.request(denied)?.state).toBe('denied');
  });

  test('each requested role needs its own set', () => {
    const both = pendingRequest(cluster, ['editor', 'prod-admin']);
    expect(review('bob', { requestId: both }).state).toBe('pending');
    expect(review('carol', { requestId: both }).state).toBe('approved');
  });
});

describe('reviewing on behalf of a user', () => {
  test('the author counts, the plugin is named as submitter', () => {
    expect(forUser('bob').reviews).toMatchObject([
      { author: 'bob', submittedBy: 'access-plugin', onBehalfOfAuthor: true, roles: [] },
    ]);
    expect(cluster.audit.at(-1)).toMatchObject({ reviewer: 'bob', submittedBy: 'access-plugin' });
  });

  test.each<[string, string, () => void]>([
    ['the author has no review right', 'access-denied', () => forUser('dave')],
    ['the author is the requester', 'access-denied', () => forUser('alice')],
    ['there is no such author', 'access-denied', () => forUser('ghost')],
    ['the flag is missing', 'access-denied', () => forUser('bob', { onBehalfOfAuthor: false })],
    ['the request is unknown', 'not-found', () => forUser('bob', { requestId: 'nope' })],
  ])('refused when %s', (_name, code, call) => {
    expect(refusal(call).code).toBe(code);
  });

  test('needs submit_for_users, and only for the names it lists', () => {
    cluster.putRole({ name: 'access-plugin', reviewRequests: { roles: [], submitForUsers: ['carol'] } });
    expect(refusal(() => forUser('bob')).code).toBe('access-denied');
    expect(forUser('carol').state).toBe('approved');
  });

  test('the conditions of the caller do not matter, those of the author do', () => {
    cluster.putRole({ name: 'access-plugin', reviewRequests: { roles: ['nothing'], submitForUsers: ['*'] } });
    expect(forUser('bob').state).toBe('approved');
  });

  test('an author who has reviewed is told apart from a settled request', () => {
    const prod = pendingRequest(cluster, ['prod-admin']);
    forUser('bob', { requestId: prod });
    expect(refusal(() => forUser('bob', { requestId: prod })).message).toMatch(
      /has already reviewed this request$/,
    );
    forUser('carol', { requestId: prod });
    cluster.putUser({ name: 'erin', roles: ['reviewer'] });
    expect(refusal(() => forUser('erin', { requestId: prod })).message).toContain(
      'the access request has been already',
    );
  });

  test('a server before 18.11 ignores the flag and refuses the foreign name', () => {
    cluster.settings.serverVersion = '18.10.9';
    expect(refusal(() => forUser('bob')).code).toBe('access-denied');
  });

  test('admin-action MFA refuses all but bots', () => {
    cluster.settings.adminActionMfa = true;
    cluster.putUser({ name: 'access-plugin', roles: ['access-plugin'] });
    expect(refusal(() => forUser('bob')).message).toContain('MFA');
  });
});
