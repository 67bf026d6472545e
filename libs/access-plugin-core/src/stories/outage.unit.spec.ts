import { describe, expect, it } from 'vitest';
import { createOutageWorld, type OutageKind } from './outage.fixture.ts';
import { ann } from './world.fixture.ts';

async function started(replicas: number) {
  const world = createOutageWorld();
  const running = [await world.start('p1')];
  for (let n = 2; n <= replicas; n += 1) running.push(await world.start(`p${n}`));
  const [first] = running;
  if (first === undefined) throw new Error('A world without a replica.');
  const recorded = (id: string): boolean => (world.cluster.records.get(id)?.['issue_id'] ?? '') !== '';
  /** Calls that hang come to their deadline first. */
  const stop = async (): Promise<void> => {
    const stopped = Promise.all(running.map((replica) => replica.stop()));
    await world.pass(15_000);
    await stopped;
  };
  return { ...world, plugin: first.plugin, recorded, stop };
}
type World = Awaited<ReturnType<typeof started>>;

/** Thirty seconds without the tracker, and a request each second. */
async function play(world: World, kind: OutageKind): Promise<readonly string[]> {
  const ids: string[] = [];
  world.outage.begin(kind);
  for (let second = 0; second < 30; second += 1) {
    ids.push(world.cluster.add({}).id);
    await world.pass(1_000);
  }
  world.outage.end();
  return ids;
}

const outages = (['503', 'hang', '503 on create'] as const).flatMap((kind) =>
  [1, 2].map((replicas) => ({ kind, replicas })),
);

describe.each(outages)('B4: 30 s of $kind with $replicas replica(s)', ({ kind, replicas }) => {
  it('leaves no create in doubt but those in flight and one a probe', async () => {
    const world = await started(replicas);
    await play(world, kind);
    for (const { doubtful, sentUnaware, answeredLists } of world.outage.counts) {
      expect(doubtful.length).toBeLessThanOrEqual(sentUnaware + answeredLists);
      expect(doubtful.length).toBeLessThanOrEqual(15);
    }
    await world.stop();
  });

  it('opens a ticket for every other request within 10 s after the tracker is back', async () => {
    const world = await started(replicas);
    const ids = await play(world, kind);
    await world.pass(10_000);
    const doubtful = new Set(world.outage.counts.flatMap((count) => count.doubtful));
    const late = ids.filter((id) => !doubtful.has(id) && !world.recorded(id));
    expect(late).toEqual([]);
    expect(doubtful.size).toBeLessThan(ids.length);
    await world.stop();
  });

  it('ends with exactly one ticket for each request', async () => {
    const world = await started(replicas);
    const ids = await play(world, kind);
    await world.pass(600_000, 2_000);
    const opened = [...world.board.tickets.values()].map(({ requestId }) => requestId);
    expect(opened.toSorted()).toEqual(ids.toSorted());
    expect(ids.filter((id) => !world.recorded(id))).toEqual([]);
    await world.stop();
  });
});

describe('B4: while creates wait', () => {
  it('a request is not claimed, and a claim that waited is renewed once', async () => {
    const world = await started(1);
    world.outage.begin('503');
    const letClaim = world.holdNext('pluginData.compareAndSwap');
    const claimed = world.cluster.add({});
    await world.quiet();
    world.cluster.add({});
    await world.quiet();
    letClaim();
    const unclaimed = world.cluster.add({});
    await world.pass(30_000);
    expect(world.cluster.records.get(claimed.id)).toMatchObject({
      claim_epoch: '1',
      claim_phase: 'creating',
    });
    expect(world.cluster.records.get(unclaimed.id)).toBeUndefined();
    world.outage.end();
    await world.pass(10_000);
    expect(world.cluster.records.get(claimed.id)).toMatchObject({ claim_epoch: '2', claim_phase: 'open' });
    expect(world.cluster.records.get(unclaimed.id)).toMatchObject({ claim_epoch: '1', claim_phase: 'open' });
    await world.stop();
  });

  it('a create that waits for its turn in the tracker’s adapter is not sent any more', async () => {
    const world = await started(1);
    const letGo = world.holdNext('tracker.create');
    const { id } = world.cluster.add({});
    await world.quiet();
    world.outage.begin('503');
    world.cluster.add({});
    await world.quiet();
    letGo();
    await world.pass(1_000);
    expect(world.board.tickets.size).toBe(0);
    world.outage.end();
    await world.pass(10_000);
    expect(world.recorded(id)).toBe(true);
    await world.stop();
  });

  it('a move of a card decides, and its card gets its note', async () => {
    const world = await started(1);
    const { id } = world.cluster.add({});
    await world.quiet();
    const ticket = world.onlyTicket();
    world.outage.begin('503 on create');
    world.cluster.add({});
    await world.quiet();
    world.board.move(ticket.id, { by: ann, to: 'approved' });
    world.plugin.lookAtTicket(ticket.id);
    await world.quiet();
    expect(world.cluster.requests.get(id)?.state).toBe('approved');
    expect(world.board.tickets.get(ticket.id)?.notes.map(({ key }) => key)).toEqual(['resolution:approved']);
    await world.stop();
  });

  it('a request whose create failed sleeps on no back-off of its own once the tracker answers', async () => {
    const world = await started(1);
    world.outage.begin('no connection');
    const { id } = world.cluster.add({});
    await world.pass(60_000);
    world.outage.end();
    await world.pass(10_000);
    expect(world.recorded(id)).toBe(true);
    await world.stop();
  });
});
