import { expect, it } from 'vitest';
import { createStatusMeanings } from './status-meaning.ts';

const meanings = createStatusMeanings(
  { pending: ['Pending', '7'], approved: ['Done', 'Granted'], denied: ['denied'], expired: ['Gone'] },
  [
    { id: '1', name: 'Wartet', untranslatedName: 'Pending' },
    { id: '2', name: 'DONE', untranslatedName: undefined },
    { id: '3', name: 'Granted', untranslatedName: undefined },
    { id: '7', name: 'Neu', untranslatedName: undefined },
    { id: '8', name: 'Backlog', untranslatedName: undefined },
  ],
);

it.each([
  ['the name before translation', { id: '1', name: 'Wartet' }, 'pending'],
  ['another case', { id: '2' }, 'approved'],
  ['an id', { id: '7', name: 'x' }, 'pending'],
  ['a name alone', { name: 'Denied' }, 'denied'],
  ['an unlisted id by its name', { id: '99', name: 'Denied' }, 'denied'],
  ['nothing that was named', { id: '8', name: 'Backlog' }, 'other'],
  ['nothing at all', {}, 'other'],
])('reads a status by %s', (_, status, meaning) => {
  expect(meanings.of(status)).toBe(meaning);
});

it('goes by the id of a listed status, not by what an old history entry calls it', () => {
  expect(meanings.of({ id: '8', name: 'Denied' })).toBe('other');
  expect(meanings.of({ id: '2', name: 'Denied' })).toBe('approved');
});

it('prefers the status that was configured first', () => {
  expect(meanings.rank({ id: '2' })).toBeLessThan(meanings.rank({ id: '3' }));
});

it('knows the ids of a meaning, none where the board has no such column', () => {
  expect(meanings.ids('pending')).toEqual(['1', '7']);
  expect(meanings.ids('approved')).toEqual(['2', '3']);
  expect(meanings.ids('expired')).toEqual([]);
});

it('tells when the list may be old', () => {
  expect(meanings.knows({ id: '2' })).toBe(true);
  expect(meanings.knows({ id: '99' })).toBe(false);
});
