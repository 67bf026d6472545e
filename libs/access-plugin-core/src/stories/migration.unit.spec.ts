import { describe, expect, it } from 'vitest';
import { ann, bot, createWorld } from './world.fixture.ts';

const review = { author: 'bob', proposes: 'approved', reason: 'fine', created: 1 } as const;
const twoNeeded = [{ name: 'two', approve: 2, deny: 1 }];

/** A request that the original plugin has taken, up to some point of its way. */
async function left(
  point: { readonly issue?: boolean; readonly fields?: Readonly<Record<string, string>> } = {},
) {
  const world = createWorld({ settings: { intervalMs: 60_000 } });
  const request = world.cluster.add({ thresholds: twoNeeded });
  const ticket = point.issue === false ? undefined : world.board.create({ requestId: request.id, by: bot });
  // Golden: the keys and the encodings are the original's.
  world.cluster.swap(
    request.id,
    {},
    {
      user: 'alice',
      roles: 'editor',
      created: String(Math.floor(world.clock.wall() / 1000)),
      request_reason: 'to fix the build',
      ...(ticket === undefined ? {} : { issue_id: ticket.id, issue_key: ticket.key }),
      ...point.fields,
    },
  );
  return { ...world, request, record: () => world.cluster.records.get(request.id) };
}

describe('taking over from the original plugin', () => {
  it('leaves a request in agreement as it is, and writes nothing', async () => {
    const world = await left();
    const before = world.record();
    const plugin = await world.start('p1');
    await world.pass(300_000, 10_000);
    expect(world.record()).toEqual(before);
    expect(world.onlyTicket()).toMatchObject({ status: 'pending', notes: [], statusChanges: [] });
    await plugin.stop();
  });

  it('carries over a card moved while nobody looked', async () => {
    const world = await left();
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    const plugin = await world.start('p1');
    await world.pass(60_000);
    expect(world.cluster.requests.get(world.request.id)?.state).toBe('approved');
    expect(world.record()).toMatchObject({ resolution: 'approved', claim_owner: 'p1', claim_epoch: '1' });
    expect(world.onlyTicket().notes.map(({ key }) => key)).toEqual(['resolution:approved']);
    await plugin.stop();
  });

  it('opens the ticket that was claimed and never created, once the claim has settled', async () => {
    const world = await left({ issue: false });
    const plugin = await world.start('p1');
    await world.pass(155_000);
    expect(world.board.tickets.size).toBe(0);
    await world.pass(20_000);
    expect(world.record()).toMatchObject({
      issue_id: world.onlyTicket().id,
      user: 'alice',
      claim_epoch: '1',
    });
    expect(world.onlyTicket().origin).toMatchObject({ cluster: 'one', epoch: 1 });
    await plugin.stop();
  });

  it('adopts the ticket that was created and never recorded', async () => {
    const world = await left({ issue: false });
    const orphan = world.board.create({ requestId: world.request.id, by: bot });
    const plugin = await world.start('p1');
    await world.pass(180_000);
    expect(world.record()).toMatchObject({ issue_id: orphan.id, issue_key: orphan.key, claim_owner: 'p1' });
    expect(world.calls).not.toContain('tracker.create');
    expect(world.onlyTicket().id).toBe(orphan.id);
    await plugin.stop();
  });

  it('moves the card of an end that was marked and never shown', async () => {
    const world = await left({ fields: { resolution: 'denied', resolve_reason: 'no' } });
    world.cluster.setState(world.request.id, 'denied', 'no');
    const plugin = await world.start('p1');
    await world.pass(60_000);
    expect(world.onlyTicket()).toMatchObject({ status: 'denied', notes: [{ key: 'resolution:denied' }] });
    expect(world.record()).toMatchObject({ resolution: 'denied', claim_owner: 'p1' });
    await plugin.stop();
  });

  it('adds no second word to an end that was marked and shown', async () => {
    const world = await left({ fields: { resolution: 'denied' } });
    world.cluster.setState(world.request.id, 'denied', 'no');
    world.board.move(world.onlyTicket().id, { by: bot, to: 'denied' });
    const plugin = await world.start('p1');
    await world.pass(120_000, 5_000);
    expect(world.onlyTicket().statusChanges).toHaveLength(1);
    expect(world.onlyTicket().notes.filter(({ key }) => key?.startsWith('answer'))).toEqual([]);
    await plugin.stop();
  });

  it('notes a review that was counted and never noted', async () => {
    const world = await left({ fields: { reviews_count: '1' } });
    world.cluster.review(world.request.id, review);
    const plugin = await world.start('p1');
    await world.pass(60_000);
    expect(world.onlyTicket().notes.map(({ text }) => text.split('\n')[0])).toEqual([
      'bob reviewed the request.',
    ]);
    await plugin.stop();
  });

  it('does not repeat a review that the original noted', async () => {
    const world = await left({ fields: { reviews_count: '1' } });
    world.cluster.review(world.request.id, review);
    world.board.addNote(world.onlyTicket().id, { by: bot, text: 'bob reviewed the request at noon.' });
    const plugin = await world.start('p1');
    await world.pass(60_000);
    expect(world.onlyTicket().notes).toHaveLength(1);
    await plugin.stop();
  });

  it('counts a ticket of its older account as its own', async () => {
    const world = createWorld({ settings: { intervalMs: 60_000, trustedCreators: ['old'] } });
    const request = world.cluster.add({});
    const ticket = world.board.create({ requestId: request.id, by: { ...bot, id: 'old' } });
    world.cluster.swap(request.id, {}, { user: 'alice', issue_id: ticket.id, issue_key: ticket.key });
    world.board.move(ticket.id, { by: ann, to: 'denied' });
    const plugin = await world.start('p1');
    await world.pass(60_000);
    expect(world.cluster.requests.get(request.id)?.state).toBe('denied');
    await plugin.stop();
  });
});

describe('being taken over by the original plugin', () => {
  it('leaves it a record that it reads as its own', async () => {
    const world = createWorld();
    const plugin = await world.start('p1');
    const request = world.cluster.add({ thresholds: twoNeeded });
    await world.quiet();
    world.cluster.review(request.id, review);
    await world.quiet();
    expect(world.cluster.records.get(request.id)).toMatchObject({
      issue_id: world.onlyTicket().id,
      issue_key: world.onlyTicket().key,
      user: 'alice',
      roles: 'editor',
      created: String(Math.floor(world.clock.wall() / 1000)),
      request_reason: 'to fix the build',
      reviews_count: '1',
    });
    await plugin.stop();
  });

  it('goes on from what it marked meanwhile', async () => {
    const world = createWorld({ settings: { intervalMs: 60_000 } });
    const first = await world.start('p1');
    const request = world.cluster.add({});
    await world.quiet();
    await first.stop();
    // The original marks before it acts, and dies in between.
    world.cluster.setState(request.id, 'denied', 'no');
    world.cluster.swap(request.id, {}, { resolution: 'denied', resolve_reason: 'no' });
    const second = await world.start('p2');
    await world.pass(60_000);
    expect(world.onlyTicket().status).toBe('denied');
    await second.stop();
  });
});
