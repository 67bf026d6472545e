import { describe, expect, it } from 'vitest';
import { afterTheEnd } from '../deciding/ended/ending.ts';
import {
  aMove,
  bot,
  now,
  aRecord,
  aRequest,
  movedTicket,
  ourMove,
  ourNote,
  seen,
  type Sight,
} from '../deciding/seen.fixture.ts';
import { guarded } from '../deciding/guarded.fixture.ts';
import { inWords } from '../deciding/step-in-words.fixture.ts';

const approved = aRequest({ state: 'approved', resolveReason: 'on call' });
const denied = aRequest({ state: 'denied' });
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
const steps = (sight: Sight): string => inWords(guarded(seen({ request: approved, ...sight }), afterTheEnd));

describe('S18: a card moved after the end', () => {
  const record = aRecord({ resolution: 'approved' });
  const told = [ourNote('resolution:approved')];
  const dragged = movedTicket([ourMove(6, 'approved'), aMove(7, 'denied')], { notes: told });
  const putBack = movedTicket([ourMove(6, 'approved'), aMove(7, 'denied'), ourMove(8, 'approved', 7)], {
    notes: told,
  });

  it.each<[string, Sight, string]>([
    ['is put back', { ticket: dragged }, 'move 100 to approved, answering 7'],
    [
      'is put back from Pending',
      { ticket: movedTicket([ourMove(6, 'approved'), aMove(7, 'pending')], { notes: told }) },
      'move 100 to approved, answering 7',
    ],
    [
      'is put back from another column',
      { ticket: movedTicket([ourMove(6, 'approved'), aMove(7, 'other')], { notes: told }) },
      'move 100 to approved, answering 7',
    ],
    [
      'is put back as soon as the end was told, before it is marked',
      {
        record: aRecord(),
        ticket: movedTicket([ourMove(6, 'approved'), aMove(7, 'other')], { notes: told }),
      },
      'move 100 to approved, answering 7',
    ],
    [
      'is not named where only another end was told before',
      {
        record: aRecord(),
        ticket: movedTicket([ourMove(6, 'expired'), aMove(7, 'other')], {
          notes: [ourNote('resolution:expired')],
        }),
      },
      'move 100 to approved',
    ],
    ['then gets a note', { ticket: putBack }, 'note answer:7 on 100'],
    [
      'which is left to the holder of the claim',
      { ticket: putBack, record: { ...theirs, resolution: 'approved' } },
      'hold 15000 ms for p2/3/put-back/7',
    ],
    [
      'gets it once',
      { ticket: { ...putBack, notes: [...told, ourNote('answer:7', { id: '2' })] } },
      'rest: in-agreement',
    ],
    [
      'gets a note although it came back by other ways',
      { ticket: { ...dragged, status: 'approved' } },
      'note answer:7 on 100',
    ],
    [
      'gets a note where the site drops the mark of the move back, told by the account alone',
      {
        ticket: movedTicket(
          [ourMove(6, 'approved'), aMove(7, 'other', { at: now }), ourMove(8, 'approved')],
          { notes: told },
        ),
      },
      'note answer:7 on 100',
    ],
    [
      'gets a note where the site drops all marks, and the account may be a person’s too',
      {
        ticket: movedTicket(
          [
            aMove(6, 'approved', { author: bot }),
            aMove(7, 'pending', { at: now }),
            aMove(8, 'approved', { author: bot }),
          ],
          { notes: told },
        ),
      },
      'note answer:7 on 100',
    ],
    [
      'gets none where it left its column before the end was told',
      {
        ticket: movedTicket([aMove(5, 'other', { at: now - 60_000 }), ourMove(6, 'approved')], {
          notes: told,
        }),
      },
      'rest: in-agreement',
    ],
    [
      'gets none for a move to where it belongs',
      { ticket: movedTicket([aMove(7, 'approved')], { notes: told }) },
      'rest: in-agreement',
    ],
    [
      'gets none for a move by way of Pending',
      { ticket: movedTicket([aMove(7, 'pending')], { notes: told, status: 'approved' }) },
      'rest: in-agreement',
    ],
    [
      'gets none for a move by way of another column',
      { ticket: movedTicket([aMove(7, 'other')], { notes: told, status: 'approved' }) },
      'rest: in-agreement',
    ],
    [
      'gets one when even such a move was put back',
      { ticket: movedTicket([aMove(7, 'other'), ourMove(8, 'approved', 7)], { notes: told }) },
      'note answer:7 on 100',
    ],
    [
      'gets none while it cannot be put back',
      { ticket: { ...dragged, reachable: ['pending'] } },
      'rest: in-agreement',
    ],
    [
      'gets none for a move of the plugin’s own',
      { ticket: movedTicket([ourMove(6, 'denied')], { notes: told, status: 'approved' }) },
      'rest: in-agreement',
    ],
    [
      'gets one for a verdict that lost',
      {
        request: denied,
        record: aRecord(),
        ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'denied', 7)]),
      },
      'note answer:7 on 100',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps({ record, ...sight })).toBe(step);
  });

  it('is told that the end is final', () => {
    expect(guarded(seen({ request: approved, record, ticket: putBack }), afterTheEnd)).toMatchObject({
      ticketId: '100',
      note: {
        paragraphs: [expect.stringContaining('access request has been approved.'), expect.any(String)],
      },
    });
  });
});
