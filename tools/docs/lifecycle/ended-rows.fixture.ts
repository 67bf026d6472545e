import {
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  movedTicket,
  ourMove,
  ourNote,
  type Sight,
} from '../../../libs/access-plugin-core/src/deciding/seen.fixture.ts';
import { detailsNote, extraRows } from './pending-rows.fixture.ts';
import type { Row } from './row.fixture.ts';

const request = aRequest({ state: 'approved' });
const record = aRecord({ resolution: 'approved' });
const told = ourNote('resolution:approved');
const shown = aTicket({ status: 'approved', notes: [told] });
const putBack = movedTicket([aMove(7, 'denied'), ourMove(8, 'approved', 7)]);

const ended = (sight: Sight): Sight => ({ request, ...sight });

/** A ticket is recorded, and the request has ended. */
export const endedRows: readonly Row[] = [
  ['the ticket is gone', ended({ ticket: { at: 'gone' } })],
  [
    'the ticket is unread, a mark of ours says that it shows the end',
    ended({ ticket: { at: 'unread' }, record }),
  ],
  ['the ticket is unread', ended({ ticket: { at: 'unread' } })],
  ['the card does not stand in its column, the end is marked and has no note', ended({ record })],
  [
    "the card does not stand in its column, a person's newest move chose an end",
    ended({ ticket: movedTicket([aMove(7, 'denied')]) }),
  ],
  [
    "the card does not stand in its column, a person's newest move came after the note of the end",
    ended({ ticket: movedTicket([aMove(7, 'other')], { notes: [told] }) }),
  ],
  ['the card does not stand in its column', ended({})],
  ["a person's move was put back, its note is missing", ended({ ticket: putBack })],
  ['the end has no note', ended({ ticket: aTicket({ status: 'approved' }) })],
  ['the ticket lacks details, no note of ours gives them', ended({ ticket: shown, detailsNote })],
  ['a review has no note', ended({ request: { ...request, reviews: [aReview()] }, ticket: shown })],
  [
    'a note of ours stands twice',
    ended({ ticket: { ...shown, notes: [told, ourNote('resolution:approved', { id: '2' })] } }),
  ],
  ['the end is not marked', ended({ ticket: shown })],
  ...extraRows(ended({ ticket: shown, record })),
  ['nothing of these', ended({ ticket: shown, record })],
];
