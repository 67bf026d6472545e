import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../domain/ticket.ts';
import { afterTheEnd } from './ending.ts';
import {
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

const approved = aRequest({ state: 'approved', resolveReason: 'on call' });
const denied = aRequest({ state: 'denied' });
const promoted = aRequest({ state: 'promoted' });
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
/** The original plugin's record, before and after its mark. */
const originals = aRecord({ claimOwner: '', claimEpoch: 0, claimPhase: '', instance: '' });
const noted = (resolution: string, ticket: Ticket): Ticket => ({
  ...ticket,
  notes: [...ticket.notes, ourNote(`resolution:${resolution}`)],
});
const inApproved = aTicket({ status: 'approved' });
const steps = (sight: Sight): string => inWords(guarded(seen({ request: approved, ...sight }), afterTheEnd));

describe('the end of a request', () => {
  it.each<[string, Sight, string]>([
    ['moves the card first', {}, 'move 100 to approved'],
    ['then says why', { ticket: inApproved }, 'note resolution:approved on 100'],
    ['then marks the record', { ticket: noted('approved', inApproved) }, 'swap to mark'],
    [
      'and is done',
      { ticket: noted('approved', inApproved), record: aRecord({ resolution: 'approved' }) },
      'rest: in-agreement',
    ],
    [
      'needs no note any more under a mark of ours',
      { ticket: inApproved, record: aRecord({ resolution: 'approved' }) },
      'rest: in-agreement',
    ],
    ['moves to Denied when denied', { request: denied }, 'move 100 to denied'],
    ['says so', { request: denied, ticket: aTicket({ status: 'denied' }) }, 'note resolution:denied on 100'],
    ['moves to Approved when promoted', { request: promoted }, 'move 100 to approved'],
    [
      'says that it was promoted',
      { request: promoted, ticket: inApproved },
      'note resolution:promoted on 100',
    ],
    ['moves to Expired when the request is gone', { request: gone }, 'move 100 to expired'],
    [
      'says that too',
      { request: gone, ticket: aTicket({ status: 'expired' }) },
      'note resolution:expired on 100',
    ],
    [
      'stays approved once the request is gone',
      { request: gone, record: aRecord({ resolution: 'approved' }) },
      'note resolution:approved on 100',
    ],
    ['is left to the holder of the claim', { record: theirs }, 'hold 15000 ms for p2/3/end'],
    ['is left to it with the note', { record: theirs, ticket: inApproved }, 'hold 15000 ms for p2/3/end'],
    [
      'is left to it with the mark',
      { record: theirs, ticket: noted('approved', inApproved) },
      'hold 15000 ms for p2/3/end',
    ],
    [
      'answers a move that nothing answered',
      { request: denied, ticket: movedTicket([aMove(7, 'approved')]) },
      'move 100 to denied, answering 7',
    ],
    [
      'names no move that was answered before',
      { request: denied, ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'pending', 7)]) },
      'move 100 to denied',
    ],
    [
      'names no move to Pending from before it was told: that chose no end',
      { request: denied, ticket: movedTicket([aMove(7, 'pending')]) },
      'move 100 to denied',
    ],
    [
      'names no move to another column from before it was told either',
      { request: denied, ticket: movedTicket([aMove(7, 'other')]) },
      'move 100 to denied',
    ],
    ['leaves a deleted ticket', { ticket: { at: 'gone' } }, 'rest: ticket-deleted'],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });

  it('moves without an answer where nobody moved the card', () => {
    expect(guarded(seen({ request: denied }), afterTheEnd)).toEqual({
      kind: 'move',
      ticketId: '100',
      move: { to: 'denied' },
    });
  });
});

describe('a board without the column', () => {
  const lacking = aTicket({ reachable: ['denied'] });
  it.each<[string, Sight, string]>([
    ['gets the note alone', { ticket: lacking }, 'note resolution:approved on 100'],
    ['then the mark', { ticket: noted('approved', lacking) }, 'swap to mark'],
    ['and rests', { ticket: lacking, record: aRecord({ resolution: 'approved' }) }, 'rest: in-agreement'],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });

  it('is told that the card stays', () => {
    expect(guarded(seen({ request: approved, ticket: lacking }), afterTheEnd)).toMatchObject({
      note: {
        paragraphs: [expect.any(String), expect.any(String), expect.stringMatching(/so the card stays/)],
      },
    });
  });
});

describe('an ending whose ticket is unread', () => {
  const unread: Sight = { ticket: { at: 'unread' } };
  it.each<[string, Sight, string]>([
    ['is looked at', {}, 'look at ticket'],
    ['is looked at, whoever holds the claim', { record: theirs }, 'look at ticket'],
    [
      'is taken over first where no time is to be left',
      { record: theirs, settings: { handoverMs: 0 } },
      'swap to take-over',
    ],
    [
      'is done with under a mark of ours',
      { record: aRecord({ resolution: 'approved' }) },
      'rest: in-agreement',
    ],
    [
      'is looked at when the mark says otherwise',
      { record: aRecord({ resolution: 'expired' }) },
      'look at ticket',
    ],
    [
      'is looked at under the original’s mark',
      { record: { ...originals, resolution: 'approved' } },
      'look at ticket',
    ],
    [
      'is done with under another replica’s mark',
      { record: { ...theirs, resolution: 'approved' } },
      'rest: in-agreement',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps({ ...unread, ...sight })).toBe(step);
  });
});

describe('the original plugin’s mark, which comes before the effect', () => {
  const marked = { ...originals, resolution: 'approved' } as const;
  const ours = aRecord({ resolution: 'approved' });
  it.each<[string, Sight, string]>([
    ['is not taken for the effect', { record: marked }, 'swap to take-over'],
    ['has the note written first', { record: ours }, 'note resolution:approved on 100'],
    ['then the card moved', { record: ours, ticket: noted('approved', aTicket()) }, 'move 100 to approved'],
    ['and nothing more', { record: ours, ticket: noted('approved', inApproved) }, 'rest: in-agreement'],
    ['is followed by another end', { record: ours, request: denied }, 'move 100 to denied'],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });
});

describe('the mark', () => {
  const ticket = noted('approved', inApproved);

  it('holds the end, the reason and the number of reviews', () => {
    const review = aReview();
    const request = { ...approved, reviews: [review] };
    const mirrored = {
      ...ticket,
      notes: [...ticket.notes, ourNote(`review:${review.created}:bob`, { id: '2' })],
    };
    expect(guarded(seen({ request, ticket: mirrored }), afterTheEnd)).toEqual({
      kind: 'swap',
      purpose: 'mark',
      expect: {
        resolution: '',
        resolveReason: '',
        reviewsCount: 0,
        claimOwner: 'p1',
        claimEpoch: 1,
        ticketId: '100',
      },
      set: { resolution: 'approved', resolveReason: 'on call', reviewsCount: 1 },
    });
  });

  it('never counts reviews down, and has no reason once the request is gone', () => {
    const expired = noted('expired', aTicket({ status: 'expired' }));
    const step = guarded(
      seen({ request: gone, record: aRecord({ reviewsCount: 2 }), ticket: expired }),
      afterTheEnd,
    );
    expect(step).toMatchObject({ set: { resolution: 'expired', resolveReason: '', reviewsCount: 2 } });
  });
});

it('an answer older than our mark does not undo a denial', () => {
  const record = aRecord({ resolution: 'denied' });
  const ticket = noted('denied', aTicket({ status: 'denied' }));
  expect(steps({ record, ticket })).toBe('rest: in-agreement');
  expect(steps({ record, ticket, request: { ...approved, expires: now - 1 } })).toBe('rest: in-agreement');
});
