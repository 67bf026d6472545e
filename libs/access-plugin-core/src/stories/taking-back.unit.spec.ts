import { describe, expect, it } from 'vitest';
import type { Ticket } from '../domain/ticket.ts';
import type { Observation, TicketSight } from '../knowing/observation.ts';
import { whilePending } from '../deciding/open/pending.ts';
import {
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  movedTicket,
  now,
  ourMove,
  ourNote,
  seen,
  type Sight,
} from '../deciding/seen.fixture.ts';
import { guarded } from '../deciding/guarded.fixture.ts';
import { inWords } from '../deciding/step-in-words.fixture.ts';

const closed = movedTicket([ourMove(7, 'expired')]);
const told = ourNote('resolution:expired');
const stale = (ticket: Ticket): TicketSight => ({ at: 'present', ticket, fresh: false });
const staleRequest = { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 0 } as const;
const at = (second: number) => ({ id: String(second), created: now - 30_000 + second });
/** An end, taken back. */
const twoRounds = [ourNote('resolution:approved', at(1)), ourNote('reopened:1', at(2))];
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
const steps = (sight: Sight): string => inWords(guarded(seen(sight), whilePending));

describe('a card that we closed although its request is pending', () => {
  it.each<[string, Sight, string]>([
    ['is opened again', { ticket: closed }, 'move 100 to pending'],
    ['by the holder of the claim', { ticket: closed, record: theirs }, 'hold 15000 ms for p2/3/reopen'],
    [
      'only after a fresh read of the request',
      { ticket: closed, request: staleRequest },
      'look at everything',
    ],
    [
      'and the move of a person that it answered decides nothing again',
      {
        ticket: movedTicket([aMove(6, 'denied'), ourMove(7, 'expired', 6)], { notes: [ourNote('answer:6')] }),
      },
      'move 100 to pending',
    ],
    [
      'is opened once',
      { ticket: movedTicket([ourMove(7, 'expired'), ourMove(8, 'pending')]) },
      'rest: in-agreement',
    ],
    [
      'stays where the board has no way back',
      { ticket: { ...closed, reachable: ['approved'] } },
      'rest: in-agreement',
    ],
    [
      'stays in a column for another end',
      { ticket: movedTicket([ourMove(7, 'denied')]) },
      'rest: in-agreement',
    ],
    [
      'stays where a person has put it since',
      { ticket: movedTicket([ourMove(7, 'expired'), aMove(8, 'other')]) },
      'rest: in-agreement',
    ],
    [
      'is none that a person put into Expired',
      { ticket: movedTicket([aMove(7, 'expired')], { status: 'other', notes: [ourNote('answer:7')] }) },
      'rest: in-agreement',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });
});

describe('an end that was told of a request that is pending', () => {
  const marked = { resolution: 'expired', resolveReason: 'it is gone' } as const;
  const record = aRecord(marked);
  /** Two reads, so far apart, showed it pending. */
  const again = (ms: number, request = aRequest()): Observation['request'] => ({
    at: 'present',
    request,
    fresh: true,
    pendingAgainMs: ms,
  });
  const why = 'the request is pending although its end was told; a second read has to say so too';

  it('is taken back from the record, and nothing else with it', () => {
    expect(guarded(seen({ record, request: again(2_000) }), whilePending)).toEqual({
      kind: 'swap',
      purpose: 'mark',
      expect: { ...marked, claimOwner: 'p1', claimEpoch: 1, ticketId: '100' },
      set: { resolution: '', resolveReason: '' },
    });
  });

  it.each<[string, Sight, string]>([
    ['is believed after one read', { request: again(0) }, `wait 2000 ms: ${why}`],
    ['is believed until two reads are two seconds apart', { request: again(1_999) }, `wait 2000 ms: ${why}`],
    [
      'is taken back by the holder of the claim',
      { record: { ...theirs, ...marked } },
      'hold 15000 ms for p2/3/reopen',
    ],
    [
      'is taken back after a fresh read of the request only',
      { request: { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 2_000 } },
      'look at everything',
    ],
    [
      'is taken back after a fresh read of the ticket only',
      { ticket: stale(aTicket()) },
      'look at everything',
    ],
    [
      'is taken back although the card cannot be',
      { ticket: { ...closed, reachable: ['approved'] } },
      'swap to mark',
    ],
    ['is taken back before the card is', { ticket: closed }, 'swap to mark'],
    [
      'is taken back before anything else is done',
      {
        request: again(2_000, aRequest({ reviews: [aReview()] })),
        ticket: movedTicket([aMove(6, 'approved')]),
        others: [aTicket({ id: '101' })],
      },
      'swap to mark',
    ],
    [
      'is taken back where the original plugin marked it',
      { record: { ...record, claimOwner: '', claimEpoch: 0, claimPhase: '', instance: '' } },
      'swap to take-over',
    ],
    ['is taken back whatever end it was', { record: aRecord({ resolution: 'approved' }) }, 'swap to mark'],
    [
      'is told to be taken back once the record is',
      { record: aRecord(), ticket: { ...closed, notes: [told] } },
      'note reopened:1 on 100',
    ],
    [
      'is told so in each round',
      {
        record: aRecord(),
        ticket: aTicket({ notes: [...twoRounds, ourNote('resolution:denied:1', at(3))] }),
      },
      'note reopened:2 on 100',
    ],
    [
      'is told so once, then the card goes back',
      {
        record: aRecord(),
        ticket: movedTicket([{ ...ourMove(7, 'approved'), at: at(0).created }], { notes: twoRounds }),
      },
      'move 100 to pending',
    ],
    [
      'settled the move of a person, which goes back and decides nothing again',
      {
        record: aRecord(),
        ticket: movedTicket([aMove(7, 'approved', { at: at(0).created })], { notes: twoRounds }),
      },
      'move 100 to pending, answering 7',
    ],
    [
      'settled a move that came after it and before it was taken back',
      {
        record: aRecord(),
        ticket: movedTicket([aMove(7, 'denied', { at: at(2).created })], { notes: twoRounds }),
      },
      'move 100 to pending, answering 7',
    ],
    [
      'settles no later move',
      {
        record: aRecord(),
        ticket: movedTicket([aMove(7, 'approved', { at: at(9).created })], { notes: twoRounds }),
      },
      'resolve approved, answering 7',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps({ record, request: again(2_000), ...sight })).toBe(step);
  });
});
