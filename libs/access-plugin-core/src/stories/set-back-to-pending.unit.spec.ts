import { describe, expect, it } from 'vitest';
import { ann, createWorld } from './world.fixture.ts';

/** A request that ann approved on the board, and that an administrator sets back to pending afterwards. */
async function setBack(settings: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld({ sweep: false, ...settings });
  const { plugin, stop } = await world.start('p1');
  const { id } = world.cluster.add({});
  await world.quiet();
  const ticketId = world.onlyTicket().id;
  const decide = async (to: 'approved' | 'denied'): Promise<void> => {
    world.board.move(ticketId, { by: ann, to });
    plugin.lookAtTicket(ticketId);
    await world.quiet();
  };
  const reopen = async (): Promise<void> => {
    world.clock.advance(60_000);
    world.cluster.reopen(id);
    await world.pass(20_000);
  };
  const notes = (): (string | undefined)[] => world.onlyTicket().notes.map(({ key }) => key);
  const state = () => world.cluster.requests.get(id)?.state;
  await decide('approved');
  return { ...world, id, ticketId, decide, reopen, notes, state, stop };
}

describe('a request that is set back to pending', () => {
  it('is not decided again by the move that decided it, and its card goes back with a note', async () => {
    const world = await setBack();
    expect([world.state(), world.notes()]).toEqual(['approved', ['resolution:approved']]);
    await world.reopen();
    expect([world.state(), world.onlyTicket().status]).toEqual(['pending', 'pending']);
    expect(world.notes()).toEqual(['resolution:approved', 'reopened:1']);
    expect(world.onlyTicket().notes.at(-1)?.text).toContain('is pending again');
    expect(world.cluster.records.get(world.id)?.['resolution']).toBeUndefined();
    await world.stop();
  });

  it('is decided by a new move, and again not by that one', async () => {
    const world = await setBack();
    await world.reopen();
    world.clock.advance(1_000);
    await world.decide('approved');
    expect([world.state(), world.notes().at(-1)]).toEqual(['approved', 'resolution:approved:1']);
    await world.reopen();
    expect([world.state(), world.onlyTicket().status]).toEqual(['pending', 'pending']);
    expect(world.notes().at(-1)).toBe('reopened:2');
    await world.stop();
  });

  it('keeps a move from before its second end for what it was: nobody is told that it was put back', async () => {
    const world = await setBack();
    await world.reopen();
    world.board.move(world.ticketId, { by: ann, to: 'other' });
    await world.pass(1_000);
    world.cluster.setState(world.id, 'approved', '');
    await world.pass(20_000);
    expect(world.onlyTicket().status).toBe('approved');
    expect(world.notes()).toEqual(['resolution:approved', 'reopened:1', 'resolution:approved:1']);
    await world.stop();
  });

  it('is told by two reads that are apart, never by reads of one moment, and never by what the stream says', async () => {
    const world = await setBack();
    world.calls.length = 0;
    world.cluster.reopen(world.id);
    await world.quiet();
    await world.pass(1_900, 100);
    expect(world.calls).toContain('requests.get');
    expect([world.onlyTicket().status, world.notes()]).toEqual(['approved', ['resolution:approved']]);
    await world.pass(5_000);
    expect(world.onlyTicket().status).toBe('pending');
    await world.stop();
  });
});
