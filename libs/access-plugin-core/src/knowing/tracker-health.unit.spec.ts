import { expect, it } from 'vitest';
import { AccessPluginError, type AccessPluginErrorCode } from '../errors.ts';
import { createOutageWorld } from '../stories/outage.fixture.ts';
import { createWorld } from '../stories/world.fixture.ts';

async function afterFailures(codes: readonly AccessPluginErrorCode[]) {
  const world = createWorld();
  const { plugin, stop } = await world.start('p1');
  for (const code of codes)
    world.faults.push({ call: 'tracker.create', error: new AccessPluginError(code, 'Why.') });
  if (codes.length > 0) world.cluster.add({});
  await world.quiet();
  const health = plugin.status.tracker;
  await stop();
  return health;
}

it('D2: a tracker that answers is reachable', async () => {
  expect(await afterFailures([])).toEqual({ state: 'reachable' });
});

it.each<[AccessPluginErrorCode, 'unreachable' | 'refusing' | 'reachable']>([
  ['unavailable', 'unreachable'],
  ['outcome-unknown', 'unreachable'],
  ['unauthorized', 'refusing'],
  ['not-permitted', 'refusing'],
  ['rate-limited', 'reachable'],
  ['refused', 'reachable'],
])('D2: after a failure of the kind %s it is %s', async (code, state) => {
  expect(await afterFailures([code])).toMatchObject({ state });
});

it('D2: tells for how long, and why, until it answers again', async () => {
  const world = createOutageWorld({ settings: { intervalMs: 3_600_000 } });
  const { plugin, stop } = await world.start('p1');
  world.outage.begin('no connection');
  world.cluster.add({});
  await world.pass(30_000);
  const { tracker } = plugin.status;
  expect(tracker).toMatchObject({ state: 'unreachable', error: 'No connection was made.' });
  expect('forMs' in tracker && tracker.forMs).toBeGreaterThan(20_000);
  world.outage.end();
  await world.pass(600_000, 5_000);
  expect(plugin.status.tracker).toEqual({ state: 'reachable' });
  await stop();
});
