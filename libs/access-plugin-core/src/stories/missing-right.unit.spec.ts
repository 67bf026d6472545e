import { describe, expect, it } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import { ann, createWorld, type Fault } from './world.fixture.ts';

const refused = (code: 'not-permitted' | 'unavailable'): Fault => ({
  call: 'requests.resolve',
  error: new AccessPluginError(code, 'it went wrong'),
});

/** A world with one replica, no sweep to help it out, and a card that a person moved to Approved. */
async function moved(...planned: readonly Fault[]) {
  const world = createWorld({ sweep: false, settings: { intervalMs: 60_000 } });
  const plugin = await world.start('p1');
  const requestId = world.cluster.add({}).id;
  await world.quiet();
  world.faults.push(...planned);
  const ticketId = world.onlyTicket().id;
  world.board.move(ticketId, { by: ann, to: 'approved' });
  plugin.plugin.lookAtTicket(ticketId);
  await world.quiet();
  const tries = (): number => world.calls.filter((made) => made === 'requests.resolve').length;
  const noteKeys = () => world.onlyTicket().notes.map(({ key }) => key);
  return { ...world, ...plugin, requestId, tries, noteKeys };
}

describe('a decision that a missing right of the plugin stops', () => {
  const denied = refused('not-permitted');

  it('is tried once more after an interval, then answered with one note, and the card goes back', async () => {
    const world = await moved(denied, denied);
    await world.pass(59_000);
    expect([world.tries(), world.noteKeys()]).toEqual([1, []]);
    await world.pass(5_000);
    const change = world.onlyTicket().statusChanges[0]!.id;
    expect([world.tries(), world.noteKeys()]).toEqual([2, [`answer:${change}`]]);
    expect(world.onlyTicket()).toMatchObject({
      status: 'pending',
      notes: [{ text: expect.stringContaining('This was not accepted: it went wrong') as string }],
    });
    expect(world.observer.of('step-failed')).toMatchObject([{ code: 'not-permitted' }]);
    expect(world.observer.of('no-decision')).toMatchObject([{ why: 'refused-by-server' }]);
    await world.pass(3_600_000);
    expect([world.tries(), world.noteKeys().length]).toEqual([2, 1]);
    await world.stop();
  });

  it('is carried over once the right is there', async () => {
    const world = await moved(denied);
    await world.pass(70_000);
    expect(world.cluster.requests.get(world.requestId)?.state).toBe('approved');
    expect(world.noteKeys()).toEqual(['resolution:approved']);
    await world.stop();
  });

  it('counts from the first such answer, however long other causes held it up before', async () => {
    const others = Array.from({ length: 8 }, () => refused('unavailable'));
    const world = await moved(...others, denied);
    await world.pass(3_600_000);
    expect(world.cluster.requests.get(world.requestId)?.state).toBe('approved');
    expect(world.noteKeys().filter((key) => key?.startsWith('answer:'))).toEqual([]);
    await world.stop();
  });
});
