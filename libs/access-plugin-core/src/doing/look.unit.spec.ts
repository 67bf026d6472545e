import { describe, expect, it } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import { aRecord, aRequest, aReview, aTicket, openingRecord } from '../deciding/seen.fixture.ts';
import { encodePluginData } from './plugin-data-codec.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { AccessRequest } from '../domain/access-request.ts';
import { bot } from '../stories/world.fixture.ts';
import { lookAtEverything, lookBySearch } from './look.ts';
import { nothingKnown } from '../knowing/memory.ts';
import { learn, type RequestContext } from './request-context.ts';
import type { Call } from '../ports/call.ts';
import { createContext } from './context.fixture.ts';

const unavailable = new AccessPluginError('unavailable', 'down');
const call = { signal: new AbortController().signal, deadlineMs: 1_000 };

const lookAtAll = async (context: RequestContext): Promise<void> =>
  learn(context, await lookAtEverything(context, call));
const search = async (context: RequestContext): Promise<void> => {
  const fact = await lookBySearch(context, call);
  if (fact !== undefined) learn(context, fact);
};

/** A process that knows nothing, and what it will find: a request, a record and the tickets of the board. */
function looking(found: { request?: AccessRequest | undefined; record?: Partial<PluginData> } = {}) {
  const created = createContext();
  const ticket = created.board.create({ requestId: 'R1', by: bot });
  const there = {
    request: 'request' in found ? found.request : aRequest(),
    record: aRecord({ ticketId: ticket.id, ...found.record }),
  };
  created.known.memory = nothingKnown;
  const { tracker } = created.context.ports;
  const finds: unknown[] = [];
  const unreadable = new Set<string>();
  const ports = {
    ...created.context.ports,
    requests: { ...created.context.ports.requests, get: async () => there.request },
    pluginData: { ...created.context.ports.pluginData, read: async () => encodePluginData(there.record) },
    tracker: {
      ...tracker,
      read: async (id: string, given: Call) => {
        if (unreadable.has(id)) throw unavailable;
        return tracker.read(id, given);
      },
      find: async (query: object) => {
        finds.push(query);
        return ['77', ticket.id];
      },
    },
  };
  const context = { ...created.context, ports };
  const reads = (): number => created.calls.filter((made) => made === 'tracker.read').length;
  return { ...created, context, ticket, there, reads, finds, unreadable };
}

describe('a look at everything', () => {
  it('reads the ticket that the record turns out to name', async () => {
    const { context, memory, ticket, clock, reads } = looking();
    clock.advance(7);
    await lookAtAll(context);
    expect(memory.ticket).toEqual({ value: ticket, startedAt: 7 });
    expect(memory.request).toEqual({ value: aRequest(), startedAt: 7 });
    expect(reads()).toBe(1);
  });

  it('knows that a ticket is gone', async () => {
    const { context, memory, ticket, board } = looking();
    board.remove(ticket.id);
    await lookAtAll(context);
    expect(memory.ticket?.value).toBe('gone');
  });

  it('forgets a ticket that no record names', async () => {
    const { context, memory } = looking({ record: { ticketId: '' } });
    memory.ticket = { value: aTicket(), startedAt: 0 };
    await lookAtAll(context);
    expect(memory.ticket).toBeUndefined();
  });

  it('reads the other tickets that are said to name the request, and leaves those out that are gone', async () => {
    const { context, memory, ticket, board } = looking();
    const other = board.create({ requestId: 'R1', by: bot });
    memory.candidates = [other.id, ticket.id, 'none'];
    await lookAtAll(context);
    expect(memory.others.map(({ id }) => id)).toEqual([other.id]);
  });

  it('looks after the recorded ticket although another one cannot be read, which stays to be read', async () => {
    const { context, memory, board, ticket, unreadable } = looking();
    const other = board.create({ requestId: 'R1', by: bot });
    memory.candidates = [...memory.candidates, other.id];
    unreadable.add(other.id);
    await lookAtAll(context);
    expect(memory.ticket?.value).toEqual(ticket);
    expect([memory.others, memory.candidates.length]).toEqual([[], 1]);
  });

  it('fails while none is recorded and one cannot be read, because it may be the one to adopt', async () => {
    const { context, memory, board, unreadable } = looking({ record: { ticketId: '' } });
    const other = board.create({ requestId: 'R1', by: bot });
    memory.candidates = [...memory.candidates, other.id];
    unreadable.add(other.id);
    await expect(lookAtAll(context)).rejects.toBe(unavailable);
    expect(memory.candidates.length).toBe(1);
  });

  it('takes the ticket that this process made for another one’s, once the record names another', async () => {
    const { context, memory, board } = looking();
    const made = board.create({ requestId: 'R1', by: bot });
    memory.created = made;
    await lookAtAll(context);
    expect(memory.created).toBeUndefined();
    expect(memory.others.map(({ id }) => id)).toEqual([made.id]);
  });

  it('keeps the ticket that this process made while none is recorded', async () => {
    const { context, memory, board } = looking({ record: { ticketId: '' } });
    const made = board.create({ requestId: 'R1', by: bot });
    memory.created = made;
    await lookAtAll(context);
    expect(memory.created).toEqual(made);
  });
});

describe('a ticket that is not known yet', () => {
  it.each<[string, Parameters<typeof looking>[0], number]>([
    ['is left unread while an ending is due', { request: aRequest({ state: 'denied' }) }, 0],
    ['is left unread while a review is not counted', { request: aRequest({ reviews: [aReview()] }) }, 0],
    [
      'is read when the ending is marked',
      { request: aRequest({ state: 'denied' }), record: { resolution: 'denied' } },
      1,
    ],
    [
      'is read when all reviews are counted',
      { request: aRequest({ reviews: [aReview()] }), record: { reviewsCount: 1 } },
      1,
    ],
    ['is read when nothing is due', {}, 1],
    ['is read when the request is not in the answer', { request: undefined }, 1],
  ])('%s', async (_, found, times) => {
    const { context, reads, memory } = looking(found);
    await lookAtAll(context);
    expect([reads(), memory.ticket === undefined]).toEqual([times, times === 0]);
  });

  it('is read when somebody said that it changed', async () => {
    const { context, memory, ticket, reads } = looking({ request: aRequest({ state: 'denied' }) });
    memory.candidates = [...memory.candidates, ticket.id];
    await lookAtAll(context);
    expect(reads()).toBe(1);
  });

  it('is read beside request and record once it is known', async () => {
    const { context, reads } = looking({ request: aRequest({ state: 'denied' }) });
    await lookAtAll(context);
    await lookAtAll(context);
    expect(reads()).toBe(1);
  });
});

describe('a ticket that was named while the record is unknown', () => {
  const cold = (id?: string) => {
    const world = looking();
    world.memory.record = undefined;
    world.memory.candidates = [id ?? world.ticket.id];
    return world;
  };

  it('is read beside request and record, once, when it is the recorded one', async () => {
    const { context, reads, memory, ticket } = cold();
    await lookAtAll(context);
    expect([reads(), memory.ticket?.value]).toEqual([1, ticket]);
  });

  it('and is another one does not keep the recorded one from being read', async () => {
    const { context, memory, ticket } = cold('1');
    await lookAtAll(context);
    expect(memory.ticket?.value).toEqual(ticket);
  });

  it('and is the recorded one must be read: an older read does not stand in for it', async () => {
    const { context, memory, ticket, unreadable } = cold();
    memory.ticket = { value: ticket, startedAt: 0 };
    unreadable.add(ticket.id);
    await expect(lookAtAll(context)).rejects.toBe(unavailable);
  });

  it('and cannot be read does not keep the recorded one from being read', async () => {
    const { context, memory, ticket, unreadable } = cold('1');
    unreadable.add('1');
    await lookAtAll(context);
    expect(memory.ticket?.value).toEqual(ticket);
  });
});

describe('a request that is not in the answer', () => {
  it('is counted as absent, at most once in half a minute', async () => {
    const { context, memory, clock } = looking({ request: undefined });
    const counts: (number | undefined)[] = [];
    clock.advance(100_000);
    for (const pause of [0, 29_999, 1, 29_999, 1]) {
      clock.advance(pause);
      await lookAtAll(context);
      counts.push(memory.absent?.count);
    }
    expect(counts).toEqual([1, 1, 2, 2, 3]);
    expect(memory.absent).toEqual({ count: 3, since: 100_000, last: 160_000 });
  });

  it('is absent no more, nor deleted, once it is seen again', async () => {
    const { context, memory, there } = looking({ request: undefined });
    memory.deletedSeen = true;
    await lookAtAll(context);
    expect(memory.deletedSeen).toBe(true);
    there.request = aRequest();
    await lookAtAll(context);
    expect([memory.absent, memory.deletedSeen]).toEqual([undefined, false]);
  });
});

describe('a search', () => {
  it('reaches back to an hour before the request, and is remembered with the time watched when it began', async () => {
    const { context, memory, finds, clock, readRecord } = looking();
    const record = openingRecord({ created: 1_780_000_000 });
    clock.advance(1_000);
    readRecord(record, 1_000, 1_000);
    clock.advance(170_000);
    await search(context);
    expect(finds).toEqual([{ requestId: 'R1', sinceMs: 1_780_000_000_000 - 3_600_000, walk: 'p1/1' }]);
    expect(memory.searched).toEqual({ claim: 'p1/1', watchedMs: 170_000 });
    expect(memory.candidates).toEqual([]);
  });

  it('of a claim that was not watched counts for nothing', async () => {
    const { context, memory, finds } = looking();
    memory.record = { value: openingRecord({ created: 0, claimEpoch: 9 }), startedAt: 0 };
    memory.watched = { claim: 'p1/8', at: -500_000 };
    await search(context);
    expect(memory.searched).toEqual({ claim: 'p1/9', watchedMs: 0 });
    expect(finds).toEqual([{ requestId: 'R1', sinceMs: 0, walk: 'p1/9' }]);
  });

  it('is none where no record is known', async () => {
    const { context, finds, calls } = looking();
    await search(context);
    expect([finds, calls]).toEqual([[], []]);
  });
});
