import { expect, it } from 'vitest';
import { differences } from './differences.ts';

it('finds nothing in equal folders', () => {
  expect(differences(new Map([['a.ts', '1']]), new Map([['a.ts', '1']]))).toEqual([]);
});

it('names changed, missing and left-over files', () => {
  const committed = new Map([
    ['a.ts', '1'],
    ['old.ts', '1'],
  ]);
  const generated = new Map([
    ['a.ts', '2'],
    ['new.ts', '1'],
  ]);
  expect(differences(committed, generated)).toEqual([
    'a.ts is out of date',
    'new.ts is missing',
    'old.ts comes from no .proto file',
  ]);
});
