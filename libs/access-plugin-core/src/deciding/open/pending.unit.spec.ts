import { describe, expect, it } from 'vitest';
import { whilePending } from './pending.ts';
import {
  ann,
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  gone,
  movedTicket,
  now,
  ourMove,
  ourNote,
  seen,
  type Sight,
} from '../seen.fixture.ts';
import { guarded } from '../guarded.fixture.ts';
import { inWords } from '../step-in-words.fixture.ts';

const runOut = 'wait 60000 ms: the request has run out and is about to go';
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
const review = aReview();
const unreadTicket: Sight = { ticket: { at: 'unread' } };
const uncounted: Sight = { request: aRequest({ reviews: [review] }) };
const counted: Sight = {
  ...uncounted,
  record: aRecord({ ...theirs, reviewsCount: 1 }),
  settings: { handoverMs: 0 },
};
const mirrored = aTicket({ notes: [ourNote(`review:${review.created}:bob`)] });
const extra = aTicket({ id: '101' });
const elsewhere = aTicket({ status: 'other' });
const staleRequest: Sight['request'] = {
  at: 'present',
  request: aRequest(),
  fresh: false,
  pendingAgainMs: 0,
};
const markedExpired = aRecord({ resolution: 'expired' });

describe('while a request is pending', () => {
  it.each<[string, Sight, string]>([
    ['nothing is done in agreement', {}, 'rest: in-agreement'],
    ['one that ran out is waited for to go', { request: aRequest({ expires: now }) }, runOut],
    [
      'one that nobody resolved in time is waited for too',
      { request: aRequest({ pendingUntil: now - 1 }) },
      runOut,
    ],
    [
      'one that ran out is left with a mark that says so',
      { request: aRequest({ expires: now }), record: markedExpired },
      runOut,
    ],
    [
      'one that ran out is not decided',
      { request: aRequest({ expires: now }), ticket: movedTicket([aMove(7, 'approved')]) },
      runOut,
    ],
    ['one that is gone is no pending one', { request: gone }, runOut],
    ['a deleted ticket is not made again', { ticket: { at: 'gone' } }, 'rest: ticket-deleted'],
    ['an unread ticket is read', { ticket: { at: 'unread' } }, 'look at ticket'],
    [
      'an unread ticket is read, although reviews are counted',
      { ...unreadTicket, ...counted },
      'look at ticket',
    ],
    ['an unread ticket is read under our own claim', { ...unreadTicket, ...uncounted }, 'look at ticket'],
    [
      'a claim is taken over for an uncounted review while the ticket is being read',
      { ...unreadTicket, ...uncounted, record: theirs, settings: { handoverMs: 0 } },
      'swap to take-over',
    ],
    [
      'a ticket is not left unread for the hand-over, because a verdict may wait on it',
      { ...unreadTicket, ...uncounted, record: theirs },
      'look at ticket',
    ],
    [
      'a review is noted',
      { request: aRequest({ reviews: [review] }) },
      `note review:${review.created}:bob on 100`,
    ],
    [
      'a noted review is counted',
      { request: aRequest({ reviews: [review] }), ticket: mirrored },
      'swap to mark',
    ],
    [
      'a counted review is done with',
      { request: aRequest({ reviews: [review] }), ticket: mirrored, record: aRecord({ reviewsCount: 1 }) },
      'rest: in-agreement',
    ],
    [
      'a count that is ahead is left alone',
      { request: aRequest({ reviews: [review] }), ticket: mirrored, record: aRecord({ reviewsCount: 2 }) },
      'rest: in-agreement',
    ],
    [
      'counting is left to the holder of the claim',
      { request: aRequest({ reviews: [review] }), ticket: mirrored, record: theirs },
      'hold 15000 ms for p2/3/count',
    ],
    [
      'a doubled note is taken away',
      { ticket: aTicket({ notes: [ourNote('a'), ourNote('a', { id: '2' })] }) },
      'delete note 2 on 100',
    ],
    ['a card that began elsewhere is brought to Pending', { ticket: elsewhere }, 'move 100 to pending'],
    [
      'which is left to the holder of the claim',
      { ticket: elsewhere, record: theirs },
      'hold 15000 ms for p2/3/first-column',
    ],
    [
      'one without a way to Pending stays',
      { ticket: { ...elsewhere, reachable: ['approved'] } },
      'rest: in-agreement',
    ],
    [
      'one in Pending stays, although a move leads there again',
      { ticket: aTicket({ reachable: ['pending', 'approved'] }) },
      'rest: in-agreement',
    ],
    ['one that a person moved stays', { ticket: movedTicket([aMove(7, 'other')]) }, 'rest: in-agreement'],
    [
      'a card that began elsewhere is brought to Pending on older reads too',
      { ticket: elsewhere, request: staleRequest },
      'move 100 to pending',
    ],
    ['an extra is closed', { others: [extra] }, 'note extra on 101'],
  ])('%s', (_, sight, step) => {
    expect(inWords(guarded(seen(sight), whilePending))).toBe(step);
  });

  const closedByUs = movedTicket([ourMove(7, 'expired')]);
  const reviewed = aRequest({ reviews: [review] });
  const doubled = [ourNote('a'), ourNote('a', { id: '2' })];
  const everything = { ...elsewhere, notes: doubled };
  it.each<[string, Sight, string]>([
    [
      'a verdict',
      {
        request: reviewed,
        ticket: { ...movedTicket([aMove(7, 'approved')]), notes: doubled },
        others: [extra],
      },
      'resolve approved, answering 7',
    ],
    [
      'then reviews',
      { request: reviewed, ticket: everything, others: [extra] },
      `note review:${review.created}:bob on 100`,
    ],
    [
      'then doubled notes',
      {
        request: reviewed,
        ticket: { ...everything, notes: [...mirrored.notes, ...doubled] },
        others: [extra],
      },
      'delete note 2 on 100',
    ],
    [
      'then the first column',
      { request: reviewed, ticket: { ...everything, notes: mirrored.notes }, others: [extra] },
      'move 100 to pending',
    ],
    ['then a card that we closed', { ticket: closedByUs, others: [extra] }, 'move 100 to pending'],
    ['then the count', { request: reviewed, ticket: mirrored, others: [extra] }, 'swap to mark'],
    ['then extras', { others: [extra] }, 'note extra on 101'],
  ])('what comes first: %s', (_, sight, step) => {
    expect(inWords(guarded(seen(sight), whilePending))).toBe(step);
  });

  it('the count alone is written, expecting the old one', () => {
    const step = guarded(seen({ request: aRequest({ reviews: [review] }), ticket: mirrored }), whilePending);
    expect(step).toMatchObject({ expect: { reviewsCount: 0 }, set: { reviewsCount: 1 } });
    expect(step?.kind === 'swap' && Object.keys(step.set)).toEqual(['reviewsCount']);
  });

  it('a person’s comment is nobody’s business', () => {
    const ticket = aTicket({ notes: [ourNote('a', { authorId: ann.id }), ourNote('a', { id: '2' })] });
    expect(inWords(guarded(seen({ ticket }), whilePending))).toBe('rest: in-agreement');
  });
});
