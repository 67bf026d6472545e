import { describe, expect, it } from 'vitest';
import { noPluginData } from '../domain/plugin-data.ts';
import { opening } from '../deciding/opening/opening.ts';
import { ann, aTicket, gone, ourNote, seen, without, type Sight } from '../deciding/seen.fixture.ts';
import { guarded } from '../deciding/guarded.fixture.ts';
import { inWords } from '../deciding/step-in-words.fixture.ts';

const bare = without(aTicket({ id: '98', key: 'REQ-98' }), 'origin');
const steps = (sight: Sight): string =>
  inWords(guarded(seen({ record: noPluginData, request: gone, ...sight }), opening));

describe('a request of which neither record nor request is left', () => {
  it.each<[string, Sight, string]>([
    ['is nothing to us', {}, 'rest: gone'],
    ['has its own ticket closed', { others: [aTicket({ id: '9' })] }, 'move 9 to expired'],
    [
      'has the first ticket closed that is ours and not in Expired',
      { others: [bare, aTicket({ id: '8', status: 'expired' }), aTicket({ id: '9' })] },
      'move 9 to expired',
    ],
    [
      'has no ticket of a stranger’s closed',
      { others: [aTicket({ creatorId: ann.id })] },
      'rest: unrecorded-ticket',
    ],
    ['has the original’s unrecorded ticket left alone', { others: [bare] }, 'rest: unrecorded-ticket'],
    [
      'has a ticket closed that somebody put elsewhere',
      { others: [aTicket({ status: 'approved' })] },
      'move 100 to expired',
    ],
    [
      'has a ticket closed that only somebody else calls ended',
      { others: [aTicket({ notes: [ourNote('resolution:denied', { authorId: ann.id })] })] },
      'move 100 to expired',
    ],
    [
      'has a ticket closed that has another note of ours',
      { others: [aTicket({ notes: [ourNote('answer:7')] })] },
      'move 100 to expired',
    ],
    [
      'has the first ticket closed that can be and shows no end',
      {
        others: [
          aTicket({ id: '7', reachable: ['approved'] }),
          aTicket({ id: '8', notes: [ourNote('resolution:denied')] }),
          aTicket({ id: '9' }),
        ],
      },
      'move 9 to expired',
    ],
    [
      'has a ticket left alone that stands in Expired, although a move leads there again',
      { others: [aTicket({ status: 'expired', reachable: ['pending', 'expired'] })] },
      'rest: unrecorded-ticket',
    ],
    [
      'has a ticket left alone that cannot be closed',
      { others: [aTicket({ reachable: ['approved', 'denied'] })] },
      'rest: unrecorded-ticket',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });

  it.each(['approved', 'denied', 'promoted', 'expired'])(
    'has a ticket left alone that shows that its request ended as %s',
    (resolution) => {
      const shown = aTicket({ status: 'other', notes: [ourNote(`resolution:${resolution}`)] });
      expect(steps({ others: [shown] })).toBe('rest: unrecorded-ticket');
    },
  );
});
