import { expect, it } from 'vitest';
import { bot, createWorld } from './world.fixture.ts';

const settings = { intervalMs: 3_600_000 };
/** Lets more than a hundred look-ups end. */
const drained = async (world: ReturnType<typeof createWorld>): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await world.quiet();
};
const strangers = (count: number) => Array.from({ length: count }, (_, index) => `9${index}`);

it('D3: a flood of unknown ids neither costs more calls than its ceiling nor holds up a ticket of ours', async () => {
  const world = createWorld({ settings });
  const { plugin, stop } = await world.start('p1');
  const { id } = world.cluster.add({});
  await world.quiet();
  const kept = world.onlyTicket();
  for (const stranger of strangers(2000)) plugin.lookAtTicket(stranger);
  await drained(world);
  // It is ours, and nobody here has ever seen it.
  const unseen = world.board.create({
    requestId: id,
    by: bot,
    ...(kept.origin && { origin: kept.origin }),
  });
  plugin.lookAtTicket(unseen.id);
  world.calls.length = 0;
  await world.pass(8_000);
  expect(world.board.tickets.get(unseen.id)).toMatchObject({ status: 'expired', notes: [{ key: 'extra' }] });
  await world.pass(52_000);
  expect(world.calls.filter((call) => call === 'tracker.read').length).toBeLessThanOrEqual(120 + 10);
  expect(world.calls.filter((call) => call === 'tracker.list').length).toBeLessThanOrEqual(13);
  await stop();
});

it('D3: a ticket that the listing at the start named needs no look-up to find its request', async () => {
  const world = createWorld({ settings });
  const first = await world.start('p1');
  const { id } = world.cluster.add({});
  await world.quiet();
  world.cluster.setState(id, 'approved', '');
  await world.quiet();
  await first.stop();
  const second = await world.start('p2');
  await world.pass(20_000);
  for (const stranger of strangers(2000)) second.plugin.lookAtTicket(stranger);
  await drained(world);
  world.calls.length = 0;
  second.plugin.lookAtTicket(world.onlyTicket().id);
  await world.quiet();
  expect(world.calls.filter((call) => call !== 'tracker.list').toSorted()).toEqual([
    'pluginData.read',
    'requests.get',
    'tracker.read',
  ]);
  await second.stop();
});
