import { accountId, defaultSeed } from '@org/jira-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockIssue } from './harness/jira-world.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

const { users } = defaultSeed();
/** A person whom nobody has mapped to a Teleport user. */
const nora = {
  id: accountId('nora'),
  name: 'nora',
  displayName: 'Nora Newcomer',
  email: 'nora@example.com',
  credentials: [{ kind: 'api-token', secret: 'nora-token' }],
} as const;

describe('with review-for-user', () => {
  beforeAll(async () => {
    worlds = await Worlds.start({ site: { users: [...users, nora] } });
    // Ann and Mallory stand in the table, Ben is found by his trait.
    await worlds.teleport.putUser('bob', { roles: ['reviewer', 'prod-requester'] });
    await worlds.teleport.putUser('carol', {
      roles: ['reviewer'],
      traits: { jira_account: [accountId('ben')] },
    });
    await worlds.plugin({
      decisions: { mode: 'review-for-user', user_trait: 'jira_account' },
      'decisions.users': {
        [accountId('ann')]: 'bob',
        [accountId('mallory')]: 'dave',
        [accountId('automation')]: 'carol',
        [accountId('plugin')]: 'carol',
      },
    });
  });

  afterAll(() => worlds.stop());

  it('takes two people where two are needed, and one of them twice is one', async () => {
    const { jira, teleport } = worlds;
    const { id, issue } = await opened();
    await jira.move(issue, 'Approved', 'ann');
    await cameBack(id, '1 of 2 approvals');
    await jira.move(issue, 'Approved', 'ann');
    await cameBack(id, 'bob has reviewed this request already, and Teleport takes one review per person');
    expect((await teleport.requestOf(id))?.state).toBe('pending');
    await jira.move(issue, 'Approved', 'ben');
    const { reviews } = await teleport.reaches(id, 'approved');
    expect(reviews).toMatchObject([
      { author: 'bob', proposedState: 'approved', submittedBy: 'access-plugin' },
      { author: 'carol', proposedState: 'approved', submittedBy: 'access-plugin' },
    ]);
    await teleport.marked(id, 'approved');
    expect((await jira.issue(id)).status).toBe('Approved');
  });

  it.each([
    { who: 'the requester', mover: 'ann', user: 'bob', why: 'nobody decides on a request of their own' },
    { who: 'an unmapped person', mover: 'nora', why: 'is not mapped to exactly one live user' },
    { who: 'the bot', mover: 'plugin', why: 'it was moved with the account that the plugin itself uses' },
    { who: 'an automation actor', mover: 'automation', why: 'belongs to an app' },
    {
      who: 'a person without review rights',
      mover: 'mallory',
      why: 'a role of dave must allow to review this request',
    },
  ])('takes nothing from $who, says why, and puts the card back', async ({ mover, user, why }) => {
    const { jira, teleport } = worlds;
    const { id, issue } = await opened(user);
    await jira.move(issue, 'Approved', mover);
    const back = await cameBack(id, why);
    expect(back.comments).toHaveLength(1);
    expect(await teleport.requestOf(id)).toMatchObject({ state: 'pending', reviews: [] });
  });

  it('takes a second approval that comes when the card is back and the plugin does not know yet', async () => {
    const { id, issue } = await opened();
    await movedDuringTheWayBack(issue, { when: 'after', to: 'Approved' });
    const { reviews } = await worlds.teleport.reaches(id, 'approved');
    expect(reviews.map(({ author }) => author)).toEqual(['bob', 'carol']);
    await worlds.teleport.marked(id, 'approved');
  });

  it('takes a denial that comes before the card is put back', async () => {
    const { id, issue } = await opened();
    await movedDuringTheWayBack(issue, { when: 'before', to: 'Denied' });
    const { reviews } = await worlds.teleport.reaches(id, 'denied');
    expect(reviews.map(({ author }) => author)).toEqual(['bob', 'carol']);
    await worlds.teleport.marked(id, 'denied');
    await worlds.jira.issue(id, ({ status }) => status === 'Denied');
  });
});

describe('with mode off', () => {
  beforeAll(async () => {
    worlds = await Worlds.start();
    await worlds.plugin({ decisions: { mode: 'off' } });
  });

  afterAll(() => worlds.stop());

  it('decides nothing, and still mirrors', async () => {
    const { jira, teleport } = worlds;
    const { id, issue } = await opened();
    await jira.move(issue, 'Approved', 'ann');
    await cameBack(id, 'this board only mirrors access requests');
    expect(await teleport.requestOf(id)).toMatchObject({ state: 'pending', reviews: [] });
    await teleport.setState(id, 'denied');
    await jira.issue(id, ({ status }) => status === 'Denied');
  });
});

async function opened(user = 'alice'): Promise<{ id: string; issue: MockIssue }> {
  const { id } = await worlds.teleport.request({ user, roles: ['prod-admin'] });
  return { id, issue: await worlds.jira.issue(id) };
}

/** Waits until a note says so and the card is in Pending again. */
function cameBack(id: string, saying: string): Promise<MockIssue> {
  return worlds.jira.issue(
    id,
    ({ status, comments }) => status === 'Pending' && comments.some(({ text }) => text.includes(saying)),
  );
}

/** Ann approves; the plugin's move back is held, before or after its effect; then Ben moves the card. */
async function movedDuringTheWayBack(
  issue: MockIssue,
  { when, to }: { readonly when: 'before' | 'after'; readonly to: string },
): Promise<void> {
  const { jira } = worlds;
  const path = `/rest/api/3/issue/${issue.id}/transitions`;
  // People in these tests use version 2 of the API, so that only the plugin's own move is caught.
  const held = await jira.fault({ match: { method: 'POST', path }, when, action: 'hold', times: 1 });
  await jira.move(issue, 'Approved', 'ann');
  await held.reached();
  await jira.move(issue, to, 'ben');
  await held.remove();
}
