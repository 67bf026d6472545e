import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import type { ReviewSubmission } from '@org/access-plugin-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { createTeleportAccessRequests } from './teleport-access-requests.ts';

let fake: TeleportFake;
let client: TeleportClient;
beforeEach(async () => {
  fake = await startTeleportFake();
  client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
});
afterEach(async () => {
  client.close();
  await fake.close();
});

const ask = (roles: readonly string[]) =>
  fake.cluster.createRequest(ADMIN, { user: 'alice', roles, reason: 'why' }).id;

function review(requestId: string, author: string, to: ReviewSubmission['to'] = 'approved') {
  return createTeleportAccessRequests(client).submitReview(
    { requestId, author, to, reason: 'on call\n(TAR-7, change 10021)' },
    { signal: new AbortController().signal, deadlineMs: 5_000 },
  );
}

describe('S3: a threshold of two', () => {
  it('is met by two people, each in their own name, with the evidence in the review', async () => {
    const id = ask(['prod-admin']);
    const half = await review(id, 'bob');
    expect(half).toMatchObject({ state: 'pending', thresholds: [{ approve: 2, deny: 1 }] });
    expect(half.reviews).toMatchObject([
      { author: 'bob', submittedBy: 'access-plugin', proposes: 'approved' },
    ]);
    expect(await review(id, 'carol')).toMatchObject({ state: 'approved' });
    expect(fake.cluster.request(id)?.reviews[0]).toMatchObject({
      reason: 'on call\n(TAR-7, change 10021)',
      annotations: {},
    });
  });

  it('is not met by one person twice', async () => {
    const id = ask(['prod-admin']);
    await review(id, 'bob');
    await expect(review(id, 'bob')).rejects.toMatchObject({
      code: 'already-exists',
      outcome: 'not-done',
      message: expect.stringContaining('bob has reviewed this') as string,
    });
    expect(fake.cluster.request(id)).toMatchObject({ state: 'pending', reviews: [{ author: 'bob' }] });
  });

  it('needs one denial only', async () => {
    expect(await review(ask(['prod-admin']), 'carol', 'denied')).toMatchObject({ state: 'denied' });
  });
});

describe('S1, S2: Teleport refuses, for good', () => {
  it.each([
    ['S2: the requester, whose own request it is', 'alice'],
    ['S1: a person without the right to review', 'dave'],
    ['S33: a user who is gone', 'mallory'],
  ])('%s', async (_, author) => {
    const id = ask(['editor']);
    await expect(review(id, author)).rejects.toMatchObject({ code: 'refused', outcome: 'not-done' });
    expect(fake.cluster.request(id)).toMatchObject({ state: 'pending', reviews: [] });
  });

  it('S17: a review after the end', async () => {
    const id = ask(['editor']);
    fake.cluster.submitReview({ user: 'carol' }, { requestId: id, proposedState: 'denied' });
    await expect(review(id, 'bob')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('resolved meanwhile: it is denied') as string,
    });
    expect(fake.cluster.request(id)?.state).toBe('denied');
  });

  it('a request that there is not', async () => {
    await expect(review('0196a1b2-0000-7000-8000-00000000dead', 'bob')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('S24: a plugin that may not speak for the person', () => {
  it('is told which right it lacks, and still speaks for the others', async () => {
    const id = ask(['editor']);
    fake.cluster.putRole({
      name: 'access-plugin',
      rules: [{ resources: ['access_request'], verbs: ['list', 'read'] }],
      reviewRequests: { roles: ['*'], submitForUsers: ['carol'] },
    });
    await expect(review(id, 'bob')).rejects.toMatchObject({
      code: 'not-permitted',
      message: expect.stringContaining('submit_for_users') as string,
    });
    expect((await review(id, 'carol')).state).toBe('approved');
  });
});

it.each([
  ['the cluster is at a limit', 8, 'rate-limited', 'not-done'],
  ['the answer is lost', 14, 'outcome-unknown', 'unknown'],
  ['the server fails', 13, 'outcome-unknown', 'unknown'],
] as const)('a cause that can pass is no refusal: %s', async (...row) => {
  const [, grpcCode, code, outcome] = row;
  const id = ask(['editor']);
  fake.faults.add({
    match: { method: 'SubmitAccessReview' },
    when: 'before',
    action: 'error',
    code: grpcCode,
    times: 1,
  });
  await expect(review(id, 'bob')).rejects.toMatchObject({ code, outcome });
  expect((await review(id, 'bob')).state).toBe('approved');
});
