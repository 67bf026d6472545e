import { describe, expect, it } from 'vitest';
import { aRequest } from '../deciding/seen.fixture.ts';
import { mergeHints, type Hint } from './hint.ts';

describe('two hints', () => {
  it.each<[string, Hint, Hint, Partial<Hint>]>([
    ['are fresh if the older is', { fresh: true }, { fresh: false }, { fresh: true }],
    ['are fresh if the newer is', { fresh: false }, { fresh: true }, { fresh: true }],
    [
      'are not fresh if none is, and tell of no deletion',
      { fresh: false },
      { fresh: false },
      { fresh: false, deleted: false },
    ],
    [
      'tell of a deletion if the older does',
      { fresh: true, deleted: true },
      { fresh: false },
      { deleted: true },
    ],
    [
      'tell of a deletion if the newer does',
      { fresh: true },
      { fresh: true, deleted: true },
      { deleted: true },
    ],
    [
      'hold the newer observation',
      { fresh: false, put: aRequest() },
      { fresh: false, put: aRequest({ state: 'denied' }) },
      { put: aRequest({ state: 'denied' }) },
    ],
    [
      'hold the older one where there is no newer',
      { fresh: false, put: aRequest() },
      { fresh: true },
      { put: aRequest(), fresh: true },
    ],
    [
      'name all tickets, each once',
      { fresh: true, tickets: ['1', '2'] },
      { fresh: true, tickets: ['2', '3'] },
      { tickets: ['1', '2', '3'] },
    ],
    ['name those of the older', { fresh: true, tickets: ['1'] }, { fresh: true }, { tickets: ['1'] }],
  ])('%s', (...[, older, newer, merged]) => {
    expect(mergeHints(older, newer)).toMatchObject(merged);
  });

  it('name no ticket where none is named', () => {
    expect(mergeHints({ fresh: true }, { fresh: true })).not.toHaveProperty('tickets');
  });
});
