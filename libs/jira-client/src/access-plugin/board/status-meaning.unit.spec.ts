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

it.each([
  ['the listed name, in any case', { id: '2', name: 'done' }, true],
  ['no name', { id: '2' }, true],
  ['another name', { id: '2', name: 'Denied' }, false],
  ['an unlisted id', { id: '99', name: 'Done' }, false],
  [
    'another language, but the same name before translation',
    { id: '1', name: 'En attente', untranslatedName: 'Pending' },
    true,
  ],
  [
    'the same name over another one before translation',
    { id: '1', name: 'Wartet', untranslatedName: 'Open' },
    false,
  ],
])('tells whether a fresh answer agrees with the list: %s', (_, fresh, agrees) => {
  expect(meanings.agrees(fresh)).toBe(agrees);
});

it.each([
  ['the name that the status has', { id: '3', name: 'granted' }, false],
  ['its name before translation', { id: '1', name: 'Pending' }, false],
  ['another name of the same meaning', { id: '3', name: 'Done' }, false],
  ['a name of another meaning', { id: '3', name: 'Denied' }, true],
  ['a name without a meaning', { id: '3', name: 'On hold' }, true],
  ['no name', { id: '3' }, true],
  ['any name, where the settings go by the id', { id: '7', name: 'On hold' }, false],
  ['a name of its own time, and the list lacks the status', { id: '99', name: 'Denied' }, true],
  ['the name that the fresh issue shows, and the list lacks the status', { id: '98', name: 'Denied' }, false],
  ['anything, and the status has no meaning', { id: '8', name: 'Denied' }, false],
])('S12: tells whether a status was renamed since a move: the history says %s', (_, entry, renamed) => {
  expect(meanings.renamedSince(entry, { id: '98', name: 'Denied' })).toBe(renamed);
});

it('gives no meaning to a status that was given two, and names it', () => {
  const statuses = [
    { id: '2', name: 'Approved', untranslatedName: undefined },
    { id: '3', name: 'Denied', untranslatedName: undefined },
  ];
  const doubled = createStatusMeanings(
    { pending: [], approved: ['3'], denied: ['denied'], expired: [] },
    statuses,
  );
  expect(doubled.of({ id: '3', name: 'Denied' })).toBe('other');
  expect(doubled.ambiguous).toEqual([{ status: statuses[1], meanings: ['approved', 'denied'] }]);
});
