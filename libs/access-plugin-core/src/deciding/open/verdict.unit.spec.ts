import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketSight } from '../../knowing/observation.ts';
import { ann, aMove, aRecord, aRequest, movedTicket, ourMove, ourNote, type Sight } from '../seen.fixture.ts';
import { verdictInWords } from '../verdict-step.fixture.ts';

const moved = movedTicket([aMove(7, 'approved')]);
const stale = (ticket: Ticket): TicketSight => ({ at: 'present', ticket, fresh: false });
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });

describe('a moved card', () => {
  it.each<[string, Sight, string]>([
    ['decides', { ticket: moved }, 'resolve approved, answering 7'],
    ['decides against', { ticket: movedTicket([aMove(7, 'denied')]) }, 'resolve denied, answering 7'],
    ['that nobody moved asks for nothing', {}, 'nothing'],
    [
      'that only the plugin moved asks for nothing',
      { ticket: movedTicket([ourMove(7, 'approved')]) },
      'nothing',
    ],
    [
      'back in Pending asks for nothing',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'pending')]) },
      'nothing',
    ],
    [
      'in another column asks for nothing',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'other')]) },
      'nothing',
    ],
    [
      'in Expired is answered, and decides nothing',
      { ticket: movedTicket([aMove(7, 'expired')]) },
      'note answer:7 on 100',
    ],
    [
      'S6: decides by the newest move alone',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'denied')]) },
      'resolve denied, answering 8',
    ],
    [
      'S6: decides by number, not by place in the list',
      { ticket: movedTicket([aMove(10, 'denied'), aMove(9, 'approved')]) },
      'resolve denied, answering 10',
    ],
    [
      'decides by the newest move that is not ours',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'denied'), ourMove(9, 'pending', 7)]) },
      'resolve denied, answering 8',
    ],
    [
      'S17: is looked at afresh when the read of the ticket is stale',
      { ticket: stale(moved) },
      'look at everything',
    ],
    [
      'S17: is looked at afresh when the read of the request is stale',
      { ticket: moved, request: { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 0 } },
      'look at everything',
    ],
    [
      'S17: is looked at afresh by any replica, whoever holds the claim',
      { ticket: stale(moved), seal: 'bad', record: theirs },
      'look at everything',
    ],
    [
      'back in Pending asks for nothing on a stale read either',
      { ticket: stale(movedTicket([aMove(7, 'approved'), aMove(8, 'pending')])) },
      'nothing',
    ],
    [
      'is looked at afresh when the request was not seen',
      { ticket: moved, request: { at: 'missing', confirmed: false } },
      'look at everything',
    ],
    [
      'decides for any replica, whoever holds the claim',
      { ticket: moved, record: theirs },
      'resolve approved, answering 7',
    ],
    [
      'asks first whose account it is',
      { ticket: moved, identity: { at: 'unasked' } },
      'identify ann, who made change 7',
    ],
    [
      'is not answered by a move of ours that took the request for gone',
      { ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'expired', 7)]) },
      'resolve approved, answering 7',
    ],
    ['that the rule refuses is answered', { ticket: moved, seal: 'bad' }, 'note answer:7 on 100'],
    [
      'is answered by the holder of the claim',
      { ticket: moved, seal: 'bad', record: theirs },
      'hold 15000 ms for p2/3/answer/7',
    ],
  ])('%s', (_, sight, step) => {
    expect(verdictInWords(sight)).toBe(step);
  });
});

describe('an answered move', () => {
  const answered = (notes: Ticket['notes'], more: Partial<Ticket> = {}): Ticket => ({
    ...moved,
    notes,
    ...more,
  });
  const note = ourNote('answer:7');

  it.each<[string, Sight, string]>([
    ['is put back', { ticket: answered([note]) }, 'move 100 to pending, answering 7'],
    [
      'is put back by the holder of the claim',
      { ticket: answered([note]), record: theirs },
      'hold 15000 ms for p2/3/answer/7',
    ],
    [
      'stays where the board has no way back',
      { ticket: answered([note], { reachable: ['denied'] }) },
      'nothing',
    ],
    [
      'is not put back twice',
      { ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'pending', 7)], { notes: [note] }) },
      'nothing',
    ],
    [
      'is not put back once the card stands elsewhere',
      { ticket: answered([note], { status: 'denied' }) },
      'nothing',
    ],
    [
      'is not put back once the plugin has moved the card since',
      {
        ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'expired')], {
          status: 'approved',
          notes: [note],
        }),
      },
      'nothing',
    ],
    [
      'asks for nothing more, so that a stale read will do',
      { ticket: stale(movedTicket([aMove(7, 'approved'), ourMove(8, 'pending', 7)], { notes: [note] })) },
      'nothing',
    ],
    ['is not put back on a stale read', { ticket: stale(answered([note])) }, 'look at everything'],
    [
      'gets its note although the card was put back first',
      { ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'pending', 7)]) },
      'note answer:7 on 100',
    ],
    [
      'is not answered by a move of ours that names another',
      { ticket: movedTicket([aMove(6, 'denied'), aMove(7, 'approved'), ourMove(8, 'pending', 6)]) },
      'resolve approved, answering 7',
    ],
    [
      'is not answered by a note that names another',
      { ticket: answered([ourNote('answer:6')]) },
      'resolve approved, answering 7',
    ],
    [
      'is not answered by somebody else’s note',
      { ticket: answered([ourNote('answer:7', { authorId: ann.id })]) },
      'resolve approved, answering 7',
    ],
    [
      'is not answered by a note that says it waits',
      { ticket: answered([ourNote('waiting:7')]) },
      'resolve approved, answering 7',
    ],
  ])('%s', (_, sight, step) => {
    expect(verdictInWords(sight)).toBe(step);
  });
});
