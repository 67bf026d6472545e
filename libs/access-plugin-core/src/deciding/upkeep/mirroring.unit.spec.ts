import { describe, expect, it } from 'vitest';
import type { Note } from '../../domain/ticket.ts';
import { decide } from '../decide.ts';
import { doubledNote, missingReview, reviewsOf } from './mirroring.ts';
import {
  ann,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  gone,
  now,
  ourNote,
  seen,
  without,
  type Sight,
} from '../seen.fixture.ts';
import { guarded } from '../guarded.fixture.ts';
import { inWords } from '../step-in-words.fixture.ts';

const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
const bob = aReview();
const carol = aReview({ author: 'carol', proposes: 'denied', reason: 'too broad', created: now - 10_000 });
const keyOf = (author: string, created: number): string => `review:${created}:${author}`;
const bobs = ourNote(keyOf('bob', bob.created));
const carols = ourNote(keyOf('carol', carol.created), { id: '2' });

describe('details that a ticket has no place for', () => {
  const detailsNote = { key: 'details', paragraphs: ['alice requests editor.'] };

  it.each<[string, Sight & { notes?: readonly Note[] }, string]>([
    ['are noted before any review', { detailsNote }, 'note details on 100'],
    ['are not noted twice', { detailsNote, notes: [ourNote('details')] }, `note ${bobs.key} on 100`],
    [
      'are noted beside a note of a person with that key',
      { detailsNote, notes: [ourNote('details', { authorId: ann.id })] },
      'note details on 100',
    ],
    [
      'are left to the holder of the claim',
      { detailsNote, record: theirs },
      'hold 15000 ms for p2/3/details',
    ],
    ['are nothing where the ticket says all', {}, `note ${bobs.key} on 100`],
  ])('%s', (_, { notes = [], ...sight }, step) => {
    const ticket = { at: 'present', ticket: aTicket({ notes }), fresh: true } as const;
    const request = aRequest({ reviews: [bob] });
    expect(inWords(decide(seen({ request, ticket, ...sight })))).toBe(step);
  });
});

describe('a review', () => {
  const original: Note = {
    ...without(ourNote(''), 'key'),
    text: 'bob reviewed the request at some time.\nResolution: approved.',
  };

  it.each<[string, Sight & { notes?: readonly Note[] }, string]>([
    ['is noted', {}, `note ${bobs.key} on 100`],
    ['is not noted twice', { notes: [bobs] }, `note ${carols.key} on 100`],
    ['is noted whatever came before it', { notes: [carols] }, `note ${bobs.key} on 100`],
    ['is nothing to do once all are noted', { notes: [bobs, carols] }, 'nothing'],
    [
      'is not taken for noted by a person’s words',
      { notes: [{ ...bobs, authorId: ann.id }] },
      `note ${bobs.key} on 100`,
    ],
    ['that the original plugin noted counts', { notes: [original] }, `note ${carols.key} on 100`],
    [
      'that it noted with an older account counts',
      { notes: [{ ...original, authorId: 'old' }], settings: { trustedCreators: ['old'] } },
      `note ${carols.key} on 100`,
    ],
    [
      'that a person claims to be noted does not',
      { notes: [{ ...original, authorId: ann.id }] },
      `note ${bobs.key} on 100`,
    ],
    [
      'that nobody known noted does not',
      { notes: [without(original, 'authorId')] },
      `note ${bobs.key} on 100`,
    ],
    [
      'is not taken for noted by a note of ours on another matter',
      { notes: [{ ...original, key: 'answer:7' }] },
      `note ${bobs.key} on 100`,
    ],
    [
      'is not taken for noted by words on somebody whose name ends the same',
      { notes: [{ ...original, text: 'jimbob reviewed the request.' }] },
      `note ${bobs.key} on 100`,
    ],
    [
      'is not taken for noted by the name alone',
      { notes: [{ ...original, text: 'bob' }] },
      `note ${bobs.key} on 100`,
    ],
    [
      'is noted by the holder of the claim',
      { record: theirs },
      `hold 15000 ms for p2/3/review-note/${bobs.key}`,
    ],
    ['is past finding out once the request is gone', { request: gone }, 'nothing'],
  ])('%s', (_, { notes = [], ...sight }, step) => {
    const observation = seen({ request: aRequest({ reviews: [bob, carol] }), ...sight });
    expect(inWords(guarded(observation, () => missingReview(observation, aTicket({ notes }))))).toBe(step);
  });

  it('is noted in the words of the original plugin', () => {
    const step = missingReview(seen({ request: aRequest({ reviews: [carol] }) }), aTicket())?.step;
    expect(step).toMatchObject({
      note: { paragraphs: ['carol reviewed the request.', 'Resolution: denied.', 'Reason: too broad'] },
    });
  });

  it('is known as long as the request is', () => {
    expect(reviewsOf(seen({ request: aRequest({ reviews: [bob] }) }))).toEqual([bob]);
    expect(reviewsOf(seen({ request: gone }))).toEqual([]);
  });
});

describe('a doubled note', () => {
  const at = (created: number, id: string, key = 'a'): Note => ourNote(key, { id, created });

  it.each<[string, readonly Note[], string]>([
    ['is none where each key stands once', [at(1, '1'), at(2, '2', 'b')], 'nothing'],
    ['goes, the older stays', [at(1, '1'), at(2, '2')], 'delete note 2 on 100'],
    ['goes wherever it stands in the list', [at(2, '2'), at(1, '1')], 'delete note 2 on 100'],
    ['goes by number where the time is the same', [at(1, '10'), at(1, '9')], 'delete note 10 on 100'],
    ['goes, the oldest of three stays', [at(3, '1'), at(1, '2'), at(2, '3')], 'delete note 3 on 100'],
    ['goes although others stand between', [at(1, '1'), at(2, '2', 'b'), at(3, '3')], 'delete note 3 on 100'],
    ['is never a person’s', [at(1, '1'), { ...at(2, '2'), authorId: ann.id }], 'nothing'],
    ['is never one without a key', [without(at(1, '1'), 'key'), without(at(2, '2'), 'key')], 'nothing'],
  ])('%s', (_, notes, step) => {
    expect(inWords(doubledNote(seen(), aTicket({ notes }))?.step)).toBe(step);
  });

  it('is looked at again where the read that shows it is old', () => {
    const ticket = aTicket({ notes: [at(1, '1'), at(2, '2')] });
    const observation = seen({ ticket: { at: 'present', ticket, fresh: false } });
    expect(inWords(guarded(observation, () => doubledNote(observation, ticket)))).toBe('look at everything');
  });

  it('is taken away by the holder of the claim', () => {
    const ticket = aTicket({ notes: [at(1, '1'), at(2, '2')] });
    const observation = seen({ ticket, record: theirs });
    expect(inWords(guarded(observation, () => doubledNote(observation, ticket)))).toBe(
      'hold 15000 ms for p2/3/double/2',
    );
  });
});
