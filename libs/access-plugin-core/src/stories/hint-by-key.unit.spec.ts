import { describe, expect, it } from 'vitest';
import type { Tracker } from '../ports/tracker.ts';
import { ann, createWorld } from './world.fixture.ts';

/** A tracker that reads a ticket by its key as well as by its id, as Jira does; its tickets may have lost their marks. */
function createKeyedWorld({ marks = true } = {}) {
  const read: string[] = [];
  const byKeyToo = (tracker: Tracker): Tracker => ({
    ...tracker,
    read: async (named, call) => {
      read.push(named);
      const keyed = [...world.board.tickets.values()].find(({ key }) => key === named);
      const reading = await tracker.read(keyed?.id ?? named, call);
      if (marks || reading.at === 'gone') return reading;
      const ticket = { ...reading.ticket };
      Reflect.deleteProperty(ticket, 'requestId');
      return { at: 'present', ticket };
    },
  });
  const world = createWorld({ sweep: false, tracker: byKeyToo });
  return Object.assign(world, { read });
}

describe('B5: a hint that names a ticket by its key', () => {
  it.each(['the replica that opened the ticket', 'a replica that never saw it'])(
    'has %s carry the move over, by reads of the id',
    async (replica) => {
      const world = createKeyedWorld();
      const opener = await world.start('p1', { handoverMs: 0 });
      const { id } = world.cluster.add({});
      await world.quiet();
      const isNew = replica === 'a replica that never saw it';
      if (isNew) await opener.stop();
      const { plugin, stop } = isNew ? await world.start('p2', { handoverMs: 0 }) : opener;
      const ticket = world.onlyTicket();
      world.board.move(ticket.id, { by: ann, to: 'approved' });
      world.read.length = 0;
      plugin.lookAtTicket(ticket.key);
      await world.quiet();
      expect(world.cluster.requests.get(id)?.state).toBe('approved');
      expect(world.onlyTicket().notes.map(({ key }) => key)).not.toContain('extra');
      expect(world.read.filter((named) => named === ticket.key)).toEqual([ticket.key]);
      await stop();
    },
  );

  it('is about the request that this replica knows the ticket of, where the ticket names none', async () => {
    const world = createKeyedWorld({ marks: false });
    const { plugin, stop } = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    const ticket = world.onlyTicket();
    const looked = world.calls.filter((call) => call === 'requests.get').length;
    plugin.lookAtTicket(ticket.key);
    await world.quiet();
    expect(world.calls.filter((call) => call === 'requests.get').length).toBeGreaterThan(looked);
    expect(plugin.knowsTicket(ticket.id)).toBe(true);
    expect(world.cluster.requests.get(id)?.state).toBe('pending');
    await stop();
  });
});

it('B5: a plugin knows the tickets of its requests, open and ended, and no others', async () => {
  const world = createWorld();
  const { plugin, stop } = await world.start('p1');
  const { id } = world.cluster.add({});
  expect(plugin.knowsTicket('10001')).toBe(false);
  await world.quiet();
  const ticketId = world.onlyTicket().id;
  expect(plugin.knowsTicket(ticketId)).toBe(true);
  world.cluster.setState(id, 'approved', '');
  await world.quiet();
  expect(plugin.status.live).toBe(0);
  expect(plugin.knowsTicket(ticketId)).toBe(true);
  expect(plugin.knowsTicket('987654321')).toBe(false);
  await stop();
});
