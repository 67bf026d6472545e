import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codesIn, documentedCodes } from './error-codes.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const lifecycle = 'libs/access-plugin-core/src/deciding';

describe('docs/lifecycle.md', () => {
  const page = read('docs/lifecycle.md');
  const source = read(`${lifecycle}/step.ts`);

  it('explains every kind of step once, and no other', () => {
    const kinds = [...source.matchAll(/readonly kind: '([^']+)'/g)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(10);
    expect(documentedCodes(page, 'Steps').toSorted()).toEqual(kinds.toSorted());
  });

  it.each([
    ['Rests', 'RestReason'],
    ['Writes of the record', 'SwapPurpose'],
  ])('explains under %s every %s once, and no other', (heading, type) => {
    const names = codesIn(source, type);
    expect(names.length).toBeGreaterThan(5);
    expect(documentedCodes(page, heading).toSorted()).toEqual(names.toSorted());
  });

  it('says of every rest and every write when it comes', () => {
    const [, tables = ''] = page.split('\n## What is seen, and what follows\n');
    const seen = tables.split('\n## Steps\n')[0] ?? '';
    for (const name of codesIn(source, 'RestReason')) expect(seen).toContain(`rest: \`${name}\``);
    for (const name of codesIn(source, 'SwapPurpose')) expect(seen).toContain(`swap \`${name}\``);
  });
});

describe('docs/decisions.md', () => {
  const page = read('docs/decisions.md');

  it('has every reason to refuse a decision once, and no other', () => {
    const reasons = codesIn(read(`${lifecycle}/rule.ts`), 'RefusalReason');
    expect(reasons.length).toBeGreaterThan(10);
    expect(documentedCodes(page, 'The rule').toSorted()).toEqual(reasons.toSorted());
  });

  it('has every mode once, and no other', () => {
    const modes = codesIn(read('libs/access-plugin-core/src/settings.ts'), 'DecisionMode');
    expect(modes.length).toBe(4);
    expect(documentedCodes(page, 'Modes').toSorted()).toEqual(modes.toSorted());
  });
});
