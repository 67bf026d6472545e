import { accountId } from '@org/jira-fake';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inAgreement } from './harness/disagreement.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

const pairs = ['before', 'after'] as const;

it('opens one ticket though one replica dies after its claim, and the next while it takes that claim over', async () => {
  const { teleport, jira } = worlds;
  const first = await worlds.plugin();
  const claim = { match: { method: 'UpdatePluginData' }, when: 'after', action: 'hold', times: 1 } as const;
  const claims = await Promise.all(pairs.map(() => teleport.fault(claim)));
  const ids = await Promise.all(pairs.map(async () => (await teleport.request()).id));
  await Promise.all(claims.map((held) => held.reached()));
  await first.end('SIGKILL');
  const traps = await Promise.all(
    pairs.map((when, index) => {
      const match = { method: 'UpdatePluginData', resource: ids[index] ?? '' };
      return teleport.fault({ match, when, action: 'hold', times: 1 });
    }),
  );
  const second = await worlds.plugin();
  await Promise.all(traps.map((trap) => trap.reached()));
  expect((await jira.state()).issues).toEqual([]);
  await second.end('SIGKILL');
  await Promise.all(traps.map((trap) => trap.remove()));
  await worlds.plugin();
  for (const id of ids) await inAgreement(worlds, id, 'two deaths');
});

it.each(pairs)('reviews once though it dies in its review, held %s its effect', async (when) => {
  const { teleport, jira } = worlds;
  const config = { decisions: { mode: 'review' }, 'decisions.users': { [accountId('ann')]: 'bob' } };
  const first = await worlds.plugin({ ...config, sync: { call_timeout: '20s', create_bound: '20s' } });
  const { id } = await teleport.request({ roles: ['prod-admin'] });
  await inAgreement(worlds, id, 'opening');
  const held = await teleport.fault({
    match: { method: 'SubmitAccessReview', resource: id },
    when,
    action: 'hold',
    times: 1,
  });
  await jira.move(await jira.issue(id), 'Approved', 'ann');
  await held.reached();
  await first.end('SIGKILL');
  await held.remove();
  await worlds.plugin(config);
  await jira.issue(id, ({ comments }) => comments.some(({ text }) => text.includes('1 of 2 approvals')));
  await inAgreement(worlds, id, 'a review');
  expect(await teleport.requestOf(id)).toMatchObject({
    state: 'pending',
    reviews: [{ author: 'access-plugin', proposedState: 'approved' }],
  });
});
