import { describe, expect, it } from 'vitest';
import {
  ann,
  aMove,
  aRecord,
  aRequest,
  aTicket,
  eve,
  movedTicket,
  now,
  openingRecord,
  ourNote,
} from '../deciding/seen.fixture.ts';
import type { Note, StatusMeaning } from '../domain/ticket.ts';
import type { Sealed } from '../ports/sealer.ts';
import type { ClosedWay, Memory } from './memory.ts';
import { observationAt } from '../doing/request-context.ts';
import { createContext, type WritableMemory } from '../doing/context.fixture.ts';

const directory = { identify: async () => ({ at: 'nobody' as const }) };

describe('how fresh things are', () => {
  it.each([
    [10_000, true],
    [10_001, false],
  ])('after %i ms, counted from the start of the read: %o', (ms, fresh) => {
    const { context, clock } = createContext();
    clock.advance(ms);
    expect(observationAt(context)).toMatchObject({ request: { fresh }, ticket: { fresh } });
  });

  it('a request is no fresher than the record beside it', () => {
    const { context, memory, clock } = createContext();
    clock.advance(10_001);
    memory.request = { value: aRequest(), startedAt: 10_001 };
    expect(observationAt(context).request).toMatchObject({ fresh: false });
    memory.record = { value: aRecord(), startedAt: 10_001 };
    expect(observationAt(context).request).toMatchObject({ fresh: true });
  });

  it('what was told or written, not read, is not fresh', () => {
    const { context, memory } = createContext();
    memory.request = { value: aRequest(), startedAt: undefined };
    expect(observationAt(context).request).toMatchObject({ fresh: false });
  });
});

describe('a request that is not in the answer', () => {
  const absent = (change: (memory: WritableMemory) => void, passedMs = 0): boolean => {
    const { context, memory, clock } = createContext();
    memory.request = undefined;
    change(memory);
    clock.advance(passedMs);
    const { request } = observationAt(context);
    return request.at === 'missing' && request.confirmed;
  };
  const ending = (expires: number) => (memory: WritableMemory) => {
    memory.record = { value: aRecord({ expires }), startedAt: 0 };
  };

  const marked =
    (...notes: readonly Note[]) =>
    (memory: WritableMemory) => {
      memory.record = { value: aRecord({ expires: 0, resolution: 'expired' }), startedAt: 0 };
      memory.ticket = { value: aTicket({ notes }), startedAt: 0 };
    };

  it.each<[string, (memory: WritableMemory) => void, boolean]>([
    ['once is not gone', (memory) => void (memory.absent = { count: 1, since: 0, last: 0 }), false],
    ['and was seen deleted is gone', (memory) => void (memory.deletedSeen = true), true],
    [
      'three times over two minutes is gone',
      (memory) => void (memory.absent = { count: 3, since: 0, last: 120_000 }),
      true,
    ],
    [
      'three times in less is not',
      (memory) => void (memory.absent = { count: 3, since: 0, last: 119_999 }),
      false,
    ],
    [
      'twice over a long time is not',
      (memory) => void (memory.absent = { count: 2, since: 0, last: 999_999 }),
      false,
    ],
    ['a minute past its end is not gone yet', ending(now - 60_000), false],
    ['longer past its end is gone', ending(now - 60_001), true],
    ['and whose record names no end is not', ending(0), false],
    ['and whose end we have told and marked is gone', marked(ourNote('resolution:expired')), true],
    ['and that only the original marked, which marks before it acts, is not', marked(), false],
    ['and whose mark is of another end than was told is not', marked(ourNote('resolution:denied')), false],
    ['and whose record is not known is not', (memory) => void (memory.record = undefined), false],
  ])('%s', (_, change, confirmed) => {
    expect(absent(change)).toBe(confirmed);
  });
});

describe('a claim', () => {
  it('is watched from the return of the first read of its owner and epoch', () => {
    const { context, readRecord, clock } = createContext();
    clock.advance(5_000);
    readRecord(aRecord(), 4_000, 5_000);
    expect(observationAt(context).claim.watchedMs).toBe(5_000);
    readRecord(aRecord({ claimEpoch: 2 }), 4_000, 5_000);
    expect(observationAt(context).claim.watchedMs).toBe(0);
    clock.advance(7);
    expect(observationAt(context).claim.watchedMs).toBe(7);
    readRecord(aRecord({ claimEpoch: 2, claimOwner: 'p2' }), 5_007, 5_007);
    expect(observationAt(context).claim.watchedMs).toBe(0);
  });

  it('was sent when this process sent it, and only in its own epoch', () => {
    const { context, memory, clock } = createContext();
    clock.advance(500);
    memory.sent = { epoch: 1, at: 100 };
    memory.spentEpoch = 1;
    expect(observationAt(context).claim).toMatchObject({ sentMs: 400, createSpent: true });
    memory.sent = { epoch: 2, at: 100 };
    memory.spentEpoch = 2;
    expect(observationAt(context).claim).toEqual({ watchedMs: 500, createSpent: false });
  });

  it('was searched under when the search was under this very claim', () => {
    const { context, memory } = createContext();
    memory.searched = { claim: 'p1/1', watchedMs: 170_000 };
    expect(observationAt(context).claim.searchedAtMs).toBe(170_000);
    memory.searched = { claim: 'p2/1', watchedMs: 170_000 };
    expect(observationAt(context).claim).not.toHaveProperty('searchedAtMs');
  });

  it('knows the ticket that was just created', () => {
    const { context, memory } = createContext();
    memory.record = { value: openingRecord(), startedAt: 0 };
    const created = { id: '100', key: 'REQ-100', projectId: '10', typeId: '3' };
    memory.created = created;
    expect(observationAt(context).claim.created).toEqual(created);
  });
});

describe('a move that was refused', () => {
  const hour = 3_600_000;
  const way: ClosedWay = { ticketId: '100', from: 'pending', to: 'approved', why: 'no', at: 0 };
  const sees = (closed: readonly ClosedWay[], passedMs = 0) => {
    const { context, memory, clock } = createContext();
    memory.ticket = { value: aTicket({ reachable: ['approved', 'denied', 'expired'] }), startedAt: 0 };
    memory.others = [aTicket({ id: '101', reachable: ['denied', 'expired'] })];
    memory.closedWays = closed;
    clock.advance(passedMs);
    const { ticket, others } = observationAt(context);
    return [ticket.at === 'present' ? ticket.ticket.reachable : [], others[0]?.reachable];
  };

  it.each<[string, readonly ClosedWay[], number, readonly StatusMeaning[]]>([
    ['is none where none was', [], 0, ['approved', 'denied', 'expired']],
    ['is not offered', [way], 0, ['denied', 'expired']],
    ['is not offered for an hour', [way], hour, ['denied', 'expired']],
    ['is offered again after that', [way], hour + 1, ['approved', 'denied', 'expired']],
    [
      'is not offered for an hour after the last refusal',
      [way, { ...way, at: 1 }],
      hour + 1,
      ['denied', 'expired'],
    ],
    ['is offered from another column', [{ ...way, from: 'other' }], 0, ['approved', 'denied', 'expired']],
    ['is offered on another ticket', [{ ...way, ticketId: '102' }], 0, ['approved', 'denied', 'expired']],
    ['leaves the others open', [way, { ...way, to: 'expired' }], 0, ['denied']],
  ])('%s', (...[, closed, passedMs, reachable]) => {
    expect(sees(closed, passedMs)).toEqual([reachable, ['denied', 'expired']]);
  });

  it('is told beside the ticket, with the explanation, as long as it is not offered', () => {
    const { context, memory, clock } = createContext();
    memory.ticket = { value: aTicket(), startedAt: 0 };
    memory.closedWays = [way, { ...way, to: 'expired', why: 'locked' }, { ...way, from: 'other' }];
    const refused = () => {
      const { ticket } = observationAt(context);
      return ticket.at === 'present' ? ticket.ticket.refusedMoves : [];
    };
    expect(refused()).toEqual([
      { to: 'approved', why: 'no' },
      { to: 'expired', why: 'locked' },
    ]);
    clock.advance(hour + 1);
    expect(refused()).toBeUndefined();
  });

  it('is not offered on a ticket that is not the recorded one either', () => {
    expect(sees([{ ...way, ticketId: '101', to: 'expired' }])).toEqual([
      ['approved', 'denied', 'expired'],
      ['denied'],
    ]);
  });
});

describe('whose account it is', () => {
  const moved = { value: movedTicket([aMove(7, 'approved')]), startedAt: 0 };
  const bob = { at: 'user', user: 'bob' } as const;

  it('need not be known where nobody can be asked', () => {
    const { context } = createContext();
    expect(observationAt(context).identity).toEqual({ at: 'not-needed' });
  });

  it.each<[string, Memory['ticket'], string, unknown]>([
    ['is known once asked', moved, ann.id, bob],
    ['is not known of somebody else', moved, eve.id, { at: 'unasked' }],
    [
      'is not known where nobody moved the card',
      { value: aTicket(), startedAt: 0 },
      ann.id,
      { at: 'unasked' },
    ],
    ['is not known of a ticket that is gone', { value: 'gone', startedAt: 0 }, ann.id, { at: 'unasked' }],
    ['is not known of a ticket unread', undefined, ann.id, { at: 'unasked' }],
  ])('%s', (...[, ticket, accountId, identity]) => {
    const { context, memory } = createContext({ directory });
    memory.ticket = ticket;
    memory.identity = { accountId, answer: bob, at: 0 };
    expect(observationAt(context).identity).toEqual(identity);
  });

  it('is asked again after a minute, because the person may be locked by then', () => {
    const { context, memory, clock } = createContext({ directory });
    memory.ticket = moved;
    memory.identity = { accountId: ann.id, answer: bob, at: 0 };
    clock.advance(60_000);
    expect(observationAt(context).identity).toEqual(bob);
    clock.advance(1);
    expect(observationAt(context).identity).toEqual({ at: 'unasked' });
  });
});

describe('a seal', () => {
  const seals = ({ instance, requestId, ticketId, projectId, typeId }: Sealed): string =>
    [instance, requestId, ticketId, projectId, typeId].join('|');
  const sealer = { seal: seals, verify: (what: Sealed, seal: string) => seals(what) === seal };

  it.each([
    ['default|R1|100|10|3', 'good'],
    ['default|R2|100|10|3', 'bad'],
    ['', 'bad'],
  ])('%s is %s', (seal, sight) => {
    const { context, memory } = createContext({ sealer });
    memory.record = { value: aRecord({ seal }), startedAt: 0 };
    expect(observationAt(context).seal).toBe(sight);
  });

  it('is not asked for where there is no key', () => {
    expect(observationAt(createContext().context).seal).toBe('unused');
  });
});

it('time elapsed comes in as values', () => {
  const { context, memory, clock } = createContext();
  clock.advance(90);
  memory.due = { key: 'x', since: 40 };
  memory.stuck = { change: 7, since: 60, message: 'down' };
  memory.refusal = { change: 6, message: 'no' };
  expect(observationAt(context)).toMatchObject({
    due: { key: 'x', forMs: 50 },
    decision: { stuck: { change: 7, forMs: 30, message: 'down' }, refusal: { change: 6, message: 'no' } },
    nowMs: now + 90,
    selfUser: 'access-plugin',
  });
});
