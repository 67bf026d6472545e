import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { createTeleportAccessRequests } from './teleport-access-requests.ts';

let fake: TeleportFake;
let client: TeleportClient;
const others: TeleportClient[] = [];
beforeAll(async () => {
  fake = await startTeleportFake();
  client = createTeleportClient({ address: fake.address, identity: parseIdentityFile(fake.identityPem) });
});
afterAll(async () => {
  for (const other of [client, ...others]) other.close();
  await fake.close();
});

/** The plugin with a certificate that names this role and no other. */
async function clientWith(role: string): Promise<TeleportClient> {
  const { identityPem } = await fake.issueIdentity({ roles: [role] });
  const other = createTeleportClient({ address: fake.address, identity: parseIdentityFile(identityPem) });
  others.push(other);
  return other;
}

function ask(): string {
  return fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['prod-admin'], reason: 'why' }).id;
}

function review(author?: string, id = ask(), through = client): Promise<unknown> {
  const submission = { requestId: id, to: 'approved', reason: '' } as const;
  return createTeleportAccessRequests(through).submitReview(
    author === undefined ? submission : { ...submission, author },
    { signal: new AbortController().signal, deadlineMs: 5_000 },
  );
}

it.each(['dave', 'alice', 'nobody'])(
  'a review of %s, who may not review, is refused for good',
  async (author) => {
    await expect(review(author)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`a role of ${author} must allow to review this request`) as unknown,
    });
  },
);

it('a second review of the same person is refused in words for people', async () => {
  const id = ask();
  await review('bob', id);
  await expect(review('bob', id)).rejects.toMatchObject({
    code: 'already-exists',
    message: 'bob has reviewed this request already, and Teleport takes one review per person.',
  });
});

it('a review that took effect counts as one, though the answer is of a state nobody knows', async () => {
  const newer: TeleportClient = {
    ...client,
    submitAccessReview: async (...given) => ({
      ...(await client.submitAccessReview(...given)),
      state: 'unrecognized',
    }),
  };
  const id = ask();
  await expect(review('bob', id, newer)).rejects.toMatchObject({ code: 'outcome-unknown' });
  expect(fake.cluster.request(id)?.reviews).toMatchObject([{ author: 'bob' }]);
});

describe('a review that Teleport turns away with PERMISSION_DENIED', () => {
  const denied = (message: string, times = 1) =>
    fake.faults.add({
      match: { method: 'SubmitAccessReview' },
      when: 'before',
      action: 'error',
      code: 7,
      message,
      times,
    });

  it.each([undefined, 'bob'])('is a second one, told by the reviews that are there (%s)', async (author) => {
    const id = ask();
    await review(author, id);
    denied('words that nobody foresaw');
    await expect(review(author, id)).rejects.toMatchObject({ code: 'already-exists' });
  });

  it.each([
    'the access request has been already denied',
    'words that nobody foresaw',
    'user "bob" cannot submit reviews',
  ])('comes after the end, told by the state: %s', async (words) => {
    const id = ask();
    fake.cluster.submitReview({ user: 'carol' }, { requestId: id, proposedState: 'denied' });
    denied(words);
    await expect(review('bob', id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The request was resolved meanwhile: it is denied.',
    });
  });

  it.each(['lock targeting User:"bob" is in force', 'access denied'])(
    'for a cause that can pass, and is tried again: %s',
    async (words) => {
      denied(words);
      await expect(review('bob')).rejects.toMatchObject({
        code: 'unauthorized',
        message: expect.stringContaining(words) as unknown,
      });
    },
  );

  it('for a cause that the request does not tell because it cannot be read, and is tried again', async () => {
    denied('user "bob" cannot submit reviews');
    fake.faults.add({
      match: { method: 'GetAccessRequestsV2' },
      when: 'before',
      action: 'error',
      code: 14,
      times: 1,
    });
    await expect(review('bob')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

it("a review of the plugin's own, of a request beyond its role, names right, role and version", async () => {
  fake.cluster.putRole({ name: 'beyond', reviewRequests: { roles: ['editor'] } });
  await expect(review(undefined, ask(), await clientWith('beyond'))).rejects.toMatchObject({
    code: 'not-permitted',
    message: expect.stringMatching(
      /review_requests.*certificate of access-plugin names the role beyond.*Teleport 18\.11\.0/,
    ) as unknown,
  });
});

describe('what the plugin itself may not do waits to be mended', () => {
  const READS = [{ resources: ['access_request'], verbs: ['list', 'read'] }];

  it('where it may not speak for the person', async () => {
    const reviewRequests = { roles: ['*'], submitForUsers: ['carol'] };
    fake.cluster.putRole({ name: 'speaker', rules: READS, reviewRequests });
    const speaker = await clientWith('speaker');
    const id = ask();
    const mended = expect.stringContaining('review_requests.submit_for_users') as unknown;
    await expect(review('bob', id, speaker)).rejects.toMatchObject({
      code: 'not-permitted',
      message: mended,
    });
    fake.cluster.putRole({
      name: 'speaker',
      rules: READS,
      reviewRequests: { roles: [], submitForUsers: ['*'] },
    });
    expect(await review('bob', id, speaker)).toMatchObject({ reviews: [{ author: 'bob' }] });
  });

  it('where the server is older than the right', async () => {
    fake.cluster.settings.serverVersion = '18.10.9';
    await expect(review('bob')).rejects.toMatchObject({
      code: 'not-permitted',
      message: expect.stringMatching(/needs Teleport 18\.11.*runs Teleport 18\.10\.9/) as unknown,
    });
    fake.cluster.settings.serverVersion = '18.11.0';
  });
});
