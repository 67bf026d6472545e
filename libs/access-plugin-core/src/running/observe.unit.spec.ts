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
} from '../lifecycle/seen.fixture.ts';
import type { Note, StatusMeaning } from '../domain/ticket.ts';
import type { Sealed } from '../ports/sealer.ts';
import { rememberRecord, type ClosedWay, type Memory } from './memory.ts';
import { observationOf } from './observe.ts';
import { createView } from './view.fixture.ts';

const directory = { identify: async () => ({ at: 'nobody' as const }) };

describe('how fresh things are', () => {
  it.each([
    [10_000, true],
    [10_001, false],
  ])('after %i ms, counted from the start of the read: %o', (ms, fresh) => {
    const { view, clock } = createView();
    clock.advance(ms);
    expect(observationOf(view)).toMatchObject({ request: { fresh }, ticket: { fresh } });
  });

  it('a request is no fresher than the record beside it', () => {
    const { view, memory, clock } = createView();
    clock.advance(10_001);
    memory.request = { value: aRequest(), startedAt: 10_001 };
    expect(observationOf(view).request).toMatchObject({ fresh: false });
    memory.record = { value: aRecord(), startedAt: 10_001 };
    expect(observationOf(view).request).toMatchObject({ fresh: true });
  });

  it('what was told or written, not read, is not fresh', () => {
    const { view, memory } = createView();
    memory.request = { value: aRequest(), startedAt: undefined };
    expect(observationOf(view).request).toMatchObject({ fresh: false });
  });
});

describe('a request that is not in the answer', () => {
  const absent = (change: (memory: Memory) => void, passedMs = 0): boolean => {
    const { view, memory, clock } = createView();
    memory.request = undefined;
    change(memory);
    clock.advance(passedMs);
    const { request } = observationOf(view);
    return request.at === 'missing' && request.confirmed;
  };
  const ending = (expires: number) => (memory: Memory) => {
    memory.record = { value: aRecord({ expires }), startedAt: 0 };
  };

  const marked =
    (...notes: readonly Note[]) =>
    (memory: Memory) => {
      memory.record = { value: aRecord({ expires: 0, resolution: 'expired' }), startedAt: 0 };
      memory.ticket = { value: aTicket({ notes }), startedAt: 0 };
    };

  it.each<[string, (memory: Memory) => void, boolean]>([
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
    const { view, memory, clock } = createView();
    clock.advance(5_000);
    rememberRecord(memory, aRecord(), { startedAt: 4_000, now: 5_000 });
    expect(observationOf(view).claim.watchedMs).toBe(5_000);
    rememberRecord(memory, aRecord({ claimEpoch: 2 }), { startedAt: 4_000, now: 5_000 });
    expect(observationOf(view).claim.watchedMs).toBe(0);
    clock.advance(7);
    expect(observationOf(view).claim.watchedMs).toBe(7);
    rememberRecord(memory, aRecord({ claimEpoch: 2, claimOwner: 'p2' }), { startedAt: 5_007, now: 5_007 });
    expect(observationOf(view).claim.watchedMs).toBe(0);
  });

  it('was sent when this process sent it, and only in its own epoch', () => {
    const { view, memory, clock } = createView();
    clock.advance(500);
    memory.sent = { epoch: 1, at: 100 };
    memory.spentEpoch = 1;
    expect(observationOf(view).claim).toMatchObject({ sentMs: 400, createSpent: true });
    memory.sent = { epoch: 2, at: 100 };
    memory.spentEpoch = 2;
    expect(observationOf(view).claim).toEqual({ watchedMs: 500, createSpent: false });
  });

  it('was searched under when the search was under this very claim', () => {
    const { view, memory } = createView();
    memory.searched = { claim: 'p1/1', watchedMs: 170_000 };
    expect(observationOf(view).claim.searchedAtMs).toBe(170_000);
    memory.searched = { claim: 'p2/1', watchedMs: 170_000 };
    expect(observationOf(view).claim).not.toHaveProperty('searchedAtMs');
  });

  it('knows the ticket that was just created', () => {
    const { view, memory } = createView();
    memory.record = { value: openingRecord(), startedAt: 0 };
    const created = { id: '100', key: 'REQ-100', projectId: '10', typeId: '3' };
    memory.created = created;
    expect(observationOf(view).claim.created).toEqual(created);
  });
});

describe('a move that was refused', () => {
  const hour = 3_600_000;
  const way: ClosedWay = { ticketId: '100', from: 'pending', to: 'approved', at: 0 };
  const sees = (closed: readonly ClosedWay[], passedMs = 0) => {
    const { view, memory, clock } = createView();
    memory.ticket = { value: aTicket({ reachable: ['approved', 'denied', 'expired'] }), startedAt: 0 };
    memory.others = [aTicket({ id: '101', reachable: ['denied', 'expired'] })];
    memory.closedWays.push(...closed);
    clock.advance(passedMs);
    const { ticket, others } = observationOf(view);
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
    const { view } = createView();
    expect(observationOf(view).identity).toEqual({ at: 'not-needed' });
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
    const { view, memory } = createView({ directory });
    memory.ticket = ticket;
    memory.identity = { accountId, answer: bob, at: 0 };
    expect(observationOf(view).identity).toEqual(identity);
  });

  it('is asked again after a minute, because the person may be locked by then', () => {
    const { view, memory, clock } = createView({ directory });
    memory.ticket = moved;
    memory.identity = { accountId: ann.id, answer: bob, at: 0 };
    clock.advance(60_000);
    expect(observationOf(view).identity).toEqual(bob);
    clock.advance(1);
    expect(observationOf(view).identity).toEqual({ at: 'unasked' });
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
    const { view, memory } = createView({ sealer });
    memory.record = { value: aRecord({ seal }), startedAt: 0 };
    expect(observationOf(view).seal).toBe(sight);
  });

  it('is not asked for where there is no key', () => {
    expect(observationOf(createView().view).seal).toBe('unused');
  });
});

it('time elapsed comes in as values', () => {
  const { view, memory, clock } = createView();
  clock.advance(90);
  memory.due = { key: 'x', since: 40 };
  memory.stuck = { change: 7, since: 60, message: 'down' };
  memory.refusal = { change: 6, message: 'no' };
  expect(observationOf(view)).toMatchObject({
    due: { key: 'x', forMs: 50 },
    decision: { stuck: { change: 7, forMs: 30, message: 'down' }, refusal: { change: 6, message: 'no' } },
    nowMs: now + 90,
    selfUser: 'access-plugin',
  });
});
