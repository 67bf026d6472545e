import { describe, expect, it } from 'vitest';
import { closeExtra } from './extra.ts';
import {
  ann,
  aMove,
  aRecord,
  aTicket,
  movedTicket,
  ourMove,
  ourNote,
  seen,
  without,
  type Sight,
} from '../seen.fixture.ts';
import { guarded } from '../guarded.fixture.ts';
import { inWords } from '../step-in-words.fixture.ts';

const extra = aTicket({ id: '101' });
const named = { ...extra, notes: [ourNote('extra')] };
const closed = { ...named, status: 'expired' } as const;
const movedExtra = { ...movedTicket([aMove(7, 'approved')], { id: '101' }), notes: named.notes };
const answeredExtra = { ...movedExtra, notes: [...named.notes, ourNote('answer:7', { id: '2' })] };

describe('a ticket of ours that the record does not name', () => {
  it.each<[string, Sight, string]>([
    ['is none where there is none', {}, 'nothing'],
    ['is first told which one stays', { others: [extra] }, 'note extra on 101'],
    ['is then closed', { others: [named] }, 'move 101 to expired'],
    ['is done with once it is closed', { others: [closed] }, 'nothing'],
    [
      'is left open where the board cannot close it',
      { others: [{ ...named, reachable: ['approved'] }] },
      'nothing',
    ],
    [
      'is told although a person said the same',
      { others: [{ ...extra, notes: [ourNote('extra', { authorId: ann.id })] }] },
      'note extra on 101',
    ],
    ['answers a person’s move with a note', { others: [movedExtra] }, 'note answer:7 on 101'],
    [
      'answers it even where it is closed',
      { others: [{ ...movedExtra, status: 'expired' }] },
      'note answer:7 on 101',
    ],
    [
      'has a doubled note taken away before it is closed',
      { others: [{ ...named, notes: [...named.notes, ourNote('extra', { id: '2' })] }] },
      'delete note 2 on 101',
    ],
    [
      'answers a move before that',
      { others: [{ ...movedExtra, notes: [...named.notes, ourNote('extra', { id: '2' })] }] },
      'note answer:7 on 101',
    ],
    ['is closed in answer to the move', { others: [answeredExtra] }, 'move 101 to expired, answering 7'],
    [
      'is closed without naming a move that was answered before',
      {
        others: [
          {
            ...answeredExtra,
            statusChanges: [aMove(7, 'approved'), ourMove(8, 'expired', 7), ourMove(9, 'pending')],
          },
        ],
      },
      'move 101 to expired',
    ],
    [
      'takes no move of ours for a person’s',
      { others: [{ ...closed, statusChanges: [ourMove(7, 'expired')] }] },
      'nothing',
    ],
    ['is not the recorded one', { others: [aTicket({ id: '100' })] }, 'nothing'],
    ['is not one of the original plugin’s', { others: [without(extra, 'origin')] }, 'nothing'],
    ['is not a stranger’s', { others: [{ ...extra, creatorId: ann.id }] }, 'nothing'],
    [
      'is found behind others',
      { others: [aTicket({ id: '100' }), closed, { ...extra, id: '102' }] },
      'note extra on 102',
    ],
    [
      'stays until the recorded one is read again',
      { others: [extra], ticket: { at: 'present', ticket: aTicket(), fresh: false } },
      'look at everything',
    ],
    [
      'is closed by the holder of the claim',
      { others: [extra], record: aRecord({ claimOwner: 'p2', claimEpoch: 3 }) },
      'hold 15000 ms for p2/3/extra/101',
    ],
  ])('%s', (_, sight, step) => {
    expect(inWords(guarded(seen(sight), (all) => closeExtra(all, aTicket())))).toBe(step);
  });

  it('names the ticket that stays', () => {
    expect(closeExtra(seen({ others: [extra] }), aTicket())?.step).toMatchObject({
      note: { paragraphs: [expect.stringContaining('REQ-100 is the one that counts')] },
    });
    expect(closeExtra(seen({ others: [movedExtra] }), aTicket())?.step).toMatchObject({
      note: { paragraphs: [expect.stringContaining('Move REQ-100 instead')] },
    });
  });

  it('is closed without an answer where nobody moved it', () => {
    expect(closeExtra(seen({ others: [named] }), aTicket())?.step).toEqual({
      kind: 'move',
      ticketId: '101',
      move: { to: 'expired' },
    });
  });
});
