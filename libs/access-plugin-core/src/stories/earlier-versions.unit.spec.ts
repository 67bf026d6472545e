import { describe, expect, it, vi } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import type { Fields } from '../ports/plugin-data-store.ts';
import type { DecisionMode } from '../settings.ts';
import { outcomeOf, sealer, stages, worldAt } from './earlier-versions.fixture.ts';
import { ann, createWorld, type WorldOptions } from './world.fixture.ts';

/** For this long the plugin at commit fb9227c, which made the recorded requests, went on with them itself. */
const tenMinutes = 600_000;

describe.each([[['new-owner']], [['new-owner', 'another-owner']]])(
  'a request of an earlier version, carried on by %j',
  (owners) => {
    it.each(stages)('$name: ends as it would have ended there', async (stage) => {
      const world = worldAt(stage);
      const before = [...world.board.tickets.values()].flatMap(({ notes }) => notes);
      const replicas = await Promise.all(owners.map((owner) => world.start(owner)));
      await world.pass(tenMinutes);
      expect(outcomeOf(world, stage.request.id)).toEqual(stage.then);
      const ticket = world.onlyTicket();
      expect(ticket.notes.slice(0, before.length)).toEqual(before);
      expect(world.cluster.records.get(stage.request.id)).toMatchObject({
        ...identity(stage.record),
        issue_id: ticket.id,
        issue_key: ticket.key,
        claim_phase: 'open',
      });
      await Promise.all(replicas.map(({ stop }) => stop()));
    });
  },
);

/** What is set once: neither version may write anything else there. */
function identity({ user, roles, created, request_reason, seal }: Fields): Fields {
  const set = { user, roles, created, request_reason, seal };
  return Object.fromEntries(
    Object.entries(set).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

it('has a stage of every phase and every mode, sealed and not', () => {
  const of = (value: (stage: (typeof stages)[number]) => unknown) =>
    [...new Set(stages.map(value))].toSorted();
  expect(stages).toHaveLength(20);
  expect(of(({ record }) => record['claim_phase'])).toEqual(['creating', 'open', 'unknown']);
  expect(of(({ mode }) => mode)).toEqual(['off', 'override', 'review', 'review-for-user']);
  expect(of(({ sealed }) => sealed)).toEqual([false, true]);
});

describe('a record of this version', () => {
  /**
   * What the decoder of commit fb9227c reads, key by key. It takes any other value for "not set", so its next write of that
   * key expects an empty one, and the store refuses the write for ever.
   */
  const number = /^\d{1,15}$/;
  const any = /^/;
  const readable: Readonly<Record<string, RegExp>> = {
    issue_id: any,
    issue_key: any,
    user: any,
    roles: any,
    created: number,
    request_reason: any,
    reviews_count: number,
    resolution: /^(approved|denied|promoted|expired)$/,
    resolve_reason: any,
    claim_owner: any,
    claim_epoch: number,
    claim_phase: /^(creating|unknown|open)$/,
    instance: any,
    expires: number,
    project_id: any,
    issue_type_id: any,
    seal: any,
    // New, and left alone by the earlier version; an epoch, which is over once that version takes the claim.
    claim_released: number,
  };

  const review = { author: 'carol', proposes: 'approved', reason: 'fine', created: 1 } as const;
  const people = { identify: async ({ id }: { id: string }) => ({ at: 'user', user: id }) as const };

  /** Every version of the record that a whole life writes: doubt, ticket, review, decision, hand-over, end, stop. */
  async function lifeIn(mode: DecisionMode, more: WorldOptions): Promise<readonly Fields[]> {
    const world = createWorld({ settings: { intervalMs: 60_000, mode }, ...more });
    const written: Fields[] = [];
    const swap = world.cluster.swap.bind(world.cluster);
    vi.spyOn(world.cluster, 'swap').mockImplementation((requestId, expect, set) => {
      swap(requestId, expect, set);
      written.push(world.cluster.records.get(requestId) ?? {});
    });
    const noAnswer = new AccessPluginError('outcome-unknown', 'no answer');
    world.faults.push({ call: 'tracker.create', error: noAnswer, after: true });
    const first = await world.start('p1');
    const request = world.cluster.add({ thresholds: [{ name: 'two', approve: 2, deny: 1 }] });
    await world.pass(200_000);
    world.cluster.review(request.id, review);
    await world.pass(5_000);
    await first.stop();
    const second = await world.start('p2');
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    await world.pass(120_000);
    if (world.cluster.requests.get(request.id)?.state === 'pending') {
      world.cluster.setState(request.id, 'denied', 'no');
    }
    await world.pass(120_000);
    await second.stop();
    return written;
  }

  it.each<[DecisionMode, WorldOptions]>([
    ['override', {}],
    ['override', { sealer }],
    ['review', { directory: people }],
    ['review-for-user', { directory: people, sealer }],
    ['off', {}],
  ])('holds nothing that the earlier version cannot read, in mode %s', async (mode, more) => {
    const written = await lifeIn(mode, more);
    const pairs = written.flatMap((fields) => Object.entries(fields));
    expect(pairs.filter(([key, value]) => readable[key]?.test(value) !== true)).toEqual([]);
    const phases = new Set(written.map((fields) => fields['claim_phase']));
    expect([...phases]).toEqual(['creating', 'unknown', 'open']);
    expect(['approved', 'denied']).toContain(written.at(-1)?.['resolution']);
  });
});
