import { describe, expect, it } from 'vitest';
import type { AccessRequest } from '../domain/access-request.ts';
import { aRecord, aRequest, aReview, aTicket, without } from '../deciding/seen.fixture.ts';
import type { TicketFilter, TicketSummary } from '../ports/tracker.ts';
import { withDefaults, type Settings } from '../settings.ts';
import { createWorld } from '../stories/world.fixture.ts';
import { KnownRequests } from '../knowing/known-requests.ts';
import type { Ports } from '../ports/ports.ts';
import type { Hint } from './hint.ts';
import { newSweepState, sweepRequests, sweepTickets } from './sweep.ts';

const call = { signal: new AbortController().signal, deadlineMs: 1_000 };
const summary = (given: Partial<TicketSummary> = {}): TicketSummary => ({
  id: '100',
  requestId: 'R1',
  origin: { cluster: 'one', instance: 'default', epoch: 1 },
  status: 'pending',
  updated: 5,
  ...given,
});

/** A sweep over what the test says is listed. */
function sweeping(settings: Partial<Settings> = {}) {
  const world = createWorld();
  const ports = world.portsOf();
  const queue = { full: false };
  const listed = {
    requests: [] as (readonly AccessRequest[])[],
    updated: [] as TicketSummary[][],
    pending: [] as TicketSummary[][],
  };
  const filters: TicketFilter[] = [];
  const listing: Ports = {
    ...ports,
    requests: { ...ports.requests, listPending: () => pages(listed.requests) },
    tracker: {
      ...ports.tracker,
      list: (filter) => {
        filters.push(filter);
        return pages('status' in filter ? listed.pending : listed.updated);
      },
    },
  };
  const known = new KnownRequests();
  const hints: [string, Hint][] = [];
  const state = newSweepState();
  const target = {
    ports: listing,
    settings: withDefaults({ owner: 'p1', cluster: 'one', directReadsPerSweep: 0, ...settings }),
    known,
    startedAt: 0,
    hint: (requestId: string, hint: Hint) => {
      hints.push([requestId, hint]);
      return !queue.full;
    },
  };
  /** As if the request had been settled: known, recorded, its ticket read. */
  const know = (request: AccessRequest, ticketId = '100'): void => {
    const look = {
      request: { value: request, startedAt: 0 },
      record: { value: aRecord({ ticketId }), startedAt: 0 },
      ticket: { value: aTicket({ id: ticketId }), startedAt: 0 },
      endTold: false,
      others: [],
      gone: [],
    };
    known.learn(request.id, { kind: 'looked', look, at: 0 });
  };
  return {
    listed,
    filters,
    known,
    know,
    state,
    queue,
    clock: world.clock,
    requests: async () => {
      const count = await sweepRequests(target, state, call);
      return { count, hints: hints.splice(0) };
    },
    tickets: async () => {
      const count = await sweepTickets(target, state, call);
      return { count, hints: hints.splice(0) };
    },
  };
}

async function* pages<T>(all: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* all;
}

const fresh = (id: string): [string, Hint] => [id, { fresh: true }];

describe('a sweep of requests', () => {
  it('looks at every pending request that is not known, on every page', async () => {
    const { listed, requests } = sweeping();
    listed.requests = [[aRequest(), aRequest({ id: 'R2' })], [], [aRequest({ id: 'R3' })]];
    expect(await requests()).toEqual({ count: 3, hints: ['R1', 'R2', 'R3'].map(fresh) });
  });

  it.each<[string, AccessRequest, boolean]>([
    ['leaves one alone that is known as it is', aRequest(), false],
    ['looks at one whose state is another', aRequest({ state: 'approved' }), true],
    ['looks at one with a further review', aRequest({ reviews: [aReview()] }), true],
  ])('%s', async (_, request, looks) => {
    const { listed, requests, know } = sweeping();
    know(aRequest());
    listed.requests = [[request]];
    expect((await requests()).hints).toEqual(looks ? [fresh('R1')] : []);
  });

  it('leaves one alone that is known with more reviews than a stale list says', async () => {
    const { listed, requests, know } = sweeping();
    know(aRequest({ reviews: [aReview()] }));
    listed.requests = [[aRequest()]];
    expect((await requests()).hints).toEqual([]);
  });

  it('looks at one that has no ticket yet', async () => {
    const { listed, requests, know } = sweeping();
    know(aRequest(), '');
    listed.requests = [[aRequest()]];
    expect((await requests()).hints).toEqual([fresh('R1')]);
  });

  it('looks at every live one that is listed no more', async () => {
    const { requests, know } = sweeping();
    know(aRequest());
    expect(await requests()).toEqual({ count: 0, hints: [fresh('R1')] });
  });

  it('reads some directly in turn, because search lags', async () => {
    const { listed, requests, know } = sweeping({ directReadsPerSweep: 2 });
    const all = ['R1', 'R2', 'R3'].map((id) => aRequest({ id }));
    for (const request of all) know(request);
    listed.requests = [all];
    const turns: string[][] = [];
    for (let turn = 0; turn < 3; turn += 1) turns.push((await requests()).hints.map(([id]) => id));
    expect(turns).toEqual([
      ['R1', 'R2'],
      ['R3', 'R1'],
      ['R2', 'R3'],
    ]);
  });

  it('reads none twice in one turn', async () => {
    const { listed, requests, know } = sweeping({ directReadsPerSweep: 20 });
    know(aRequest());
    listed.requests = [[aRequest()]];
    expect((await requests()).hints).toEqual([fresh('R1')]);
  });
});

describe('a sweep of tickets', () => {
  const looked: [string, Hint] = ['R1', { fresh: true, tickets: ['100'] }];

  it('asks for those changed within a day at first, then since the last sweep, with the lag, and for those in Pending', async () => {
    const { filters, tickets, clock } = sweeping();
    await tickets();
    clock.advance(60_000);
    await tickets();
    clock.advance(3_600_000);
    await tickets();
    expect(filters).toEqual([
      { updatedWithinMs: 86_400_000 },
      { status: 'pending' },
      { updatedWithinMs: 240_000 },
      { status: 'pending' },
      { updatedWithinMs: 3_780_000 },
      { status: 'pending' },
    ]);
  });

  it.each<[string, TicketSummary, boolean]>([
    ['looks at one that it does not know', summary(), true],
    ['looks at one of the original plugin’s', without(summary(), 'origin'), true],
    [
      'leaves another cluster’s alone',
      summary({ origin: { cluster: 'two', instance: 'default', epoch: 1 } }),
      false,
    ],
    [
      'leaves another instance’s alone',
      summary({ origin: { cluster: 'one', instance: 'b', epoch: 1 } }),
      false,
    ],
    ['leaves one alone that names no request', without(summary(), 'requestId'), false],
  ])('%s', async (_, ticket, looks) => {
    const { listed, tickets } = sweeping();
    listed.updated = [[ticket]];
    expect(await tickets()).toEqual({ count: 1, hints: looks ? [looked] : [] });
  });

  it('looks at one once for every time it changes', async () => {
    const { listed, tickets } = sweeping();
    listed.updated = [[summary()]];
    listed.pending = [[summary()]];
    expect(await tickets()).toEqual({ count: 2, hints: [looked] });
    expect((await tickets()).hints).toEqual([]);
    listed.updated = [[summary({ updated: 6 })]];
    expect((await tickets()).hints).toContainEqual(looked);
  });

  it('looks again at one that a full queue dropped', async () => {
    const { listed, tickets, queue } = sweeping();
    queue.full = true;
    listed.updated = [[summary()]];
    await tickets();
    queue.full = false;
    expect((await tickets()).hints).toEqual([looked]);
    expect((await tickets()).hints).toEqual([]);
  });

  it.each<[string, Partial<TicketSummary>]>([
    ['the recorded one, whatever status was read before: it may have been moved out and in again', {}],
    ['another one for the same request', { id: '101' }],
  ])('looks once at %s', async (_, given) => {
    const { listed, tickets, know } = sweeping();
    know(aRequest());
    listed.updated = [[summary(given)]];
    expect((await tickets()).hints.length).toBe(1);
    expect((await tickets()).hints.length).toBe(0);
  });

  it('remembers a bounded number of tickets, the newest', async () => {
    const { listed, tickets, state } = sweeping();
    listed.updated = [
      Array.from({ length: 10_001 }, (_, n) => summary({ id: String(n), requestId: `R${n}` })),
    ];
    await tickets();
    expect([state.seen.size, state.seen.get('0'), state.seen.get('10000')]).toEqual([10_000, undefined, 5]);
  });
});
