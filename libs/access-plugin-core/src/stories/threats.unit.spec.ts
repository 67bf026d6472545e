import { describe, expect, it } from 'vitest';
import { createAccessPlugin } from '../access-plugin.ts';
import type { Directory } from '../ports/directory.ts';
import type { TicketDraft, Tracker } from '../ports/tracker.ts';
import { ann, createWorld } from './world.fixture.ts';

const mapped: Directory = {
  identify: async ({ id }) => (id === ann.id ? { at: 'user', user: 'bob' } : { at: 'nobody' }),
};

describe('S12: a ticket whose property a person', () => {
  it.each<[string, { readonly requestId?: string }]>([
    ['deleted', {}],
    ['pointed at another request', { requestId: 'other' }],
  ])('%s is found by its recorded id, after a restart too, and told once', async (...row) => {
    const [, property] = row;
    const world = createWorld({ settings: { mode: 'review-for-user' }, directory: mapped });
    const first = await world.start('p1');
    const { id } = world.cluster.add({});
    await world.quiet();
    await first.stop();
    const ticket = world.onlyTicket();
    world.board.setProperties(ticket.id, property);
    world.board.move(ticket.id, { by: ann, to: 'approved' });
    const second = await world.start('p2');
    await world.pass(300_000, 5_000);
    expect(world.cluster.requests.get(id)).toMatchObject({ state: 'pending', reviews: [] });
    const { notes, status } = world.onlyTicket();
    expect(notes.map(({ text }) => text)).toEqual([expect.stringContaining('request id on this ticket')]);
    expect([status, world.observer.of('no-decision')]).toMatchObject([
      'pending',
      [{ why: 'request-id-changed' }],
    ]);
    await second.stop();
  });
});

it('S16: a replayed hint decides nothing again', async () => {
  const world = createWorld();
  const { plugin, stop } = await world.start('p1');
  const { id } = world.cluster.add({});
  await world.quiet();
  world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
  for (let replay = 0; replay < 5; replay += 1) {
    plugin.lookAtTicket(world.onlyTicket().id);
    await world.quiet();
  }
  expect(world.calls.filter((call) => call === 'requests.resolve')).toHaveLength(1);
  expect(world.cluster.requests.get(id)?.state).toBe('approved');
  await stop();
});

it('S17: a hint that comes late meets the card as it is now', async () => {
  const world = createWorld({ sweep: false });
  const { plugin, stop } = await world.start('p1');
  const { id } = world.cluster.add({});
  await world.quiet();
  world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
  world.board.move(world.onlyTicket().id, { by: ann, to: 'pending' });
  plugin.lookAtTicket(world.onlyTicket().id);
  await world.quiet();
  expect(world.cluster.requests.get(id)?.state).toBe('pending');
  await stop();
});

it('S13: a flood of hints at tickets that nobody knows holds up no known one', async () => {
  const world = createWorld({ sweep: false });
  const { plugin, stop } = await world.start('p1');
  world.cluster.add({});
  await world.quiet();
  const { id: known } = world.onlyTicket();
  world.calls.length = 0;
  const [round = []] = await world.rounds(() => {
    for (let forged = 0; forged < 20_000; forged += 1) plugin.lookAtTicket(`9${forged}`);
    plugin.lookAtTicket(known);
  });
  // Two of the forged ones, and the known one with its request and its record.
  expect(round).toEqual(['pluginData.read', 'requests.get', ...Array<string>(3).fill('tracker.read')]);
  expect(world.calls.filter((call) => call === 'tracker.read').length).toBeLessThanOrEqual(120 + 1);
  await stop();
});

it('S21: what is hidden reaches neither the ticket nor a note', async () => {
  const world = createWorld();
  const ports = world.portsOf();
  const drafts: TicketDraft[] = [];
  const create: Tracker['create'] = (draft, call) => (drafts.push(draft), ports.tracker.create(draft, call));
  const tracker = new Proxy(ports.tracker, {
    get: (target, key) => (key === 'create' ? create : (Reflect.get(target, key) as unknown)),
  });
  const hidden = ['roles', 'resources', 'reason', 'reviewers'] as const;
  const plugin = createAccessPlugin({ ...ports, tracker }, { owner: 'p1', cluster: 'one', hidden });
  const stop = new AbortController();
  const ended = plugin.run(stop.signal);
  await world.quiet();
  world.cluster.add({ roles: ['db-admin'], reason: 'the merger' });
  await world.quiet();
  world.board.edit(world.onlyTicket().id, { by: ann, fields: ['summary'] });
  world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
  plugin.lookAtTicket(world.onlyTicket().id);
  await world.quiet();
  const { notes } = world.onlyTicket();
  expect([drafts.length, notes.length]).toEqual([1, 1]);
  expect(JSON.stringify([drafts, notes])).not.toMatch(/db-admin|merger/);
  stop.abort();
  await ended;
});
