import { describe, expect, it } from 'vitest';
import { AccessPluginError, type AccessPluginErrorCode } from '../errors.ts';
import { ann, createWorld, type Fault } from './world.fixture.ts';

const fault = (call: string, code: AccessPluginErrorCode, after = false): Fault => ({
  call,
  error: new AccessPluginError(code, 'it went wrong', undefined),
  after,
});

/** A world with one replica, and no sweep to help it out. */
async function started() {
  const world = createWorld({ sweep: false, settings: { intervalMs: 60_000 } });
  const plugin = await world.start('p1');
  world.calls.length = 0;
  const times = (call: string): number => world.calls.filter((made) => made === call).length;
  return { ...world, ...plugin, times };
}
type World = Awaited<ReturnType<typeof started>>;

async function opened(): Promise<World & { requestId: string; ticketId: string }> {
  const world = await started();
  const { id } = world.cluster.add({});
  await world.quiet();
  world.calls.length = 0;
  return { ...world, requestId: id, ticketId: world.onlyTicket().id };
}

describe('a request with a recorded ticket', () => {
  it('carries a verdict over although a note that says why it waits is refused', async () => {
    const world = await opened();
    const { id: changeless } = world.onlyTicket();
    world.board.move(changeless, { by: ann, to: 'approved' });
    for (let n = 0; n < 200; n += 1) world.faults.push(fault('tracker.addNote', 'refused'));
    for (let n = 0; n < 40; n += 1) world.faults.push(fault('requests.resolve', 'unavailable'));
    world.plugin.lookAtTicket(changeless);
    await world.pass(400_000);
    expect(world.times('tracker.addNote')).toBeGreaterThan(0);
    const notes = world.faults.filter(({ call }) => call === 'tracker.addNote');
    world.faults.splice(0, world.faults.length, ...notes);
    await world.pass(900_000);
    expect(world.cluster.requests.get(world.requestId)?.state).toBe('approved');
    await world.stop();
  });

  it('says how a request ended where the card cannot be moved there', async () => {
    const world = await opened();
    for (let n = 0; n < 20; n += 1) world.faults.push(fault('tracker.move', 'refused'));
    world.cluster.setState(world.requestId, 'approved', 'yes');
    await world.pass(60_000);
    const { notes, status } = world.onlyTicket();
    expect([status, notes.map(({ key }) => key)]).toEqual(['pending', ['resolution:approved']]);
    expect(world.times('tracker.move')).toBe(1);
    await world.stop();
  });

  it('looks again at a verdict after a back-off although the stream told of something meanwhile', async () => {
    const world = await opened();
    world.board.move(world.ticketId, { by: ann, to: 'approved' });
    world.faults.push({
      call: 'requests.resolve',
      error: new AccessPluginError('rate-limited', 'slow down', 15_000),
    });
    world.plugin.lookAtTicket(world.ticketId);
    await world.pass(5_000);
    world.cluster.review(world.requestId, { author: 'bob', proposes: 'denied', reason: '', created: 1 });
    await world.pass(15_000);
    expect(world.cluster.requests.get(world.requestId)?.state).not.toBe('pending');
    await world.stop();
  });

  it('reads again what it was told before a standstill', async () => {
    const world = createWorld({ sweep: false, settings: { parallelism: 1 } });
    const { stop } = await world.start('p1');
    const ids = [world.cluster.add({}).id, world.cluster.add({}).id];
    await world.quiet();
    let stood = false;
    const trips = await world.rounds(
      () => ids.forEach((id) => world.cluster.setState(id, 'approved', 'yes')),
      () => {
        if (!stood) world.clock.advance(10_001);
        stood = true;
        return false;
      },
    );
    const moves = trips.flatMap((calls, round) => (calls.includes('tracker.move') ? [round] : []));
    expect(moves).toHaveLength(2);
    expect(trips[moves[1]! - 1]).toContain('requests.get');
    await stop();
  });
});
