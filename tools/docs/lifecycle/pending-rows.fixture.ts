import {
  aMove,
  ann,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  movedTicket,
  now,
  ourMove,
  ourNote,
  type Sight,
} from '../../../libs/access-plugin-core/src/deciding/seen.fixture.ts';
import type { Row } from './row.fixture.ts';

const moved = movedTicket([aMove(7, 'approved')]);
const answered = { ...moved, notes: [ourNote('answer:7')] };
const review = aReview();
const reviewed = aRequest({ reviews: [review] });
const ownReview = aReview({ author: 'access-plugin', reason: 'Decided on REQ-100 (REQ-100, change 7)' });
const mirrored = aTicket({ notes: [ourNote(`review:${review.created}:bob`)] });

const pendingAgain = { at: 'present', request: aRequest(), fresh: true, pendingAgainMs: 2_000 } as const;
const marked = aRecord({ resolution: 'approved' });
const end = ourNote('resolution:approved');
const told = movedTicket([ourMove(7, 'approved')], { notes: [end] });
const takenBack = { ...told, notes: [end, ourNote('reopened:1', { id: '2', created: now })] };
/** What a board without a description shows instead. */
export const detailsNote = { key: 'details', paragraphs: ['alice requests editor.'] };

const extra = aTicket({ id: '101', key: 'REQ-101' });
const named = { ...extra, notes: [ourNote('extra')] };
const movedExtra = { ...movedTicket([aMove(7, 'approved')], { id: '101' }), notes: named.notes };
const doubled = [ourNote('extra'), ourNote('extra', { id: '2' })];

/** What follows for a ticket of ours that is not the recorded one; the same under a pending and an ended request. */
export const extraRows = (around: Sight): readonly Row[] => [
  ['another ticket of ours stands, no note of ours says so', { ...around, others: [extra] }],
  ['a person moved that ticket, no note answers the move', { ...around, others: [movedExtra] }],
  ['a note of ours stands twice on that ticket', { ...around, others: [{ ...extra, notes: doubled }] }],
  ['that ticket can be closed', { ...around, others: [named] }],
];

/** A ticket is recorded, and the request is pending. */
export const pendingRows: readonly Row[] = [
  ['the request has run out and is still listed', { request: aRequest({ pendingUntil: now }) }],
  ['the ticket is gone', { ticket: { at: 'gone' } }],
  ['the ticket is unread', { ticket: { at: 'unread' } }],
  ['the end was told, no second read has shown the request pending again', { ticket: told }],
  [
    'the end was told, a second read has, the record is marked',
    { request: pendingAgain, record: marked, ticket: told },
  ],
  ['the end was told, a second read has, no note of ours says so', { request: pendingAgain, ticket: told }],
  ['the card stands where an end that was taken back had put it', { ticket: takenBack }],
  [
    "a person's newest move is unanswered, the server refused it for good",
    { ticket: moved, decision: { refusal: { change: 7, message: 'the server says no.' } } },
  ],
  [
    'the move is unanswered, the rule refuses it',
    { ticket: movedTicket([aMove(7, 'approved', { author: { ...ann, active: false } })]) },
  ],
  [
    'the move is unanswered, the rule has to know whose account moved the card',
    { ticket: moved, settings: { mode: 'review' }, identity: { at: 'unasked' } },
  ],
  [
    'the move is unanswered, tries have failed for longer than an interval, no note of ours says so',
    { ticket: moved, decision: { stuck: { change: 7, forMs: 60_001, message: 'no answer.' } } },
  ],
  ['the move is unanswered, mode `override`', { ticket: moved }],
  [
    'the move is unanswered, mode `review` or `review-for-user`',
    {
      ticket: moved,
      settings: { mode: 'review' },
      identity: { at: 'user', user: 'bob' },
    },
  ],
  [
    'a review of ours answers the move, its note is missing',
    {
      ticket: moved,
      settings: { mode: 'review' },
      request: aRequest({ reviews: [ownReview], thresholds: [{ name: 'two', approve: 2, deny: 1 }] }),
    },
  ],
  ['the move is answered, the card still stands where the move put it', { ticket: answered }],
  ['the ticket lacks details, no note of ours gives them', { detailsNote }],
  ['a review has no note', { request: reviewed }],
  ['a note of ours stands twice', { ticket: aTicket({ notes: [ourNote('a'), ourNote('a', { id: '2' })] }) }],
  ['the card began in another column, nobody has moved it', { ticket: aTicket({ status: 'other' }) }],
  ["our own move to Expired is the card's last", { ticket: movedTicket([ourMove(7, 'expired')]) }],
  ['reviews are not counted', { request: reviewed, ticket: mirrored }],
  ...extraRows({}),
  ['nothing of these', {}],
];
