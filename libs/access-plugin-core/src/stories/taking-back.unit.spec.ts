import { describe, expect, it } from 'vitest';
import type { Ticket } from '../domain/ticket.ts';
import type { TicketSight } from '../knowing/observation.ts';
import { whilePending } from '../deciding/open/pending.ts';
import {
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  movedTicket,
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
const staleRequest: Sight['request'] = { at: 'present', request: aRequest(), fresh: false };
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
const steps = (sight: Sight): string => inWords(guarded(seen(sight), whilePending));

describe('a card that we closed although its request is pending', () => {
  it.each<[string, Sight, string]>([
    ['is opened again', { ticket: closed }, 'move 100 to pending'],
    ['although we told the end', { ticket: { ...closed, notes: [told] } }, 'move 100 to pending'],
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

describe('a mark that says that a pending request expired', () => {
  const marked = { resolution: 'expired', resolveReason: 'it is gone' } as const;
  const record = aRecord(marked);

  it('is taken back, and nothing else with it', () => {
    expect(guarded(seen({ record }), whilePending)).toEqual({
      kind: 'swap',
      purpose: 'mark',
      expect: { ...marked, claimOwner: 'p1', claimEpoch: 1, ticketId: '100' },
      set: { resolution: '', resolveReason: '' },
    });
  });

  it.each<[string, Sight, string]>([
    [
      'is taken back by the holder of the claim',
      { record: { ...theirs, ...marked } },
      'hold 15000 ms for p2/3/reopen',
    ],
    ['is taken back after a fresh read of the request only', { request: staleRequest }, 'look at everything'],
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
    ['waits for the card to be opened again', { ticket: closed }, 'move 100 to pending'],
    [
      'goes before the count',
      {
        request: aRequest({ reviews: [aReview()] }),
        ticket: aTicket({ notes: [ourNote(`review:${aReview().created}:bob`)] }),
        others: [aTicket({ id: '101' })],
        record: { ...theirs, ...marked },
      },
      'hold 15000 ms for p2/3/reopen',
    ],
    [
      'is left alone where the original plugin made it',
      { record: { ...record, claimOwner: '', claimEpoch: 0, claimPhase: '', instance: '' } },
      'rest: in-agreement',
    ],
    [
      'is left alone where it says another end: the answer may be older',
      { record: aRecord({ resolution: 'approved' }) },
      'rest: in-agreement',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps({ record, ...sight })).toBe(step);
  });
});
