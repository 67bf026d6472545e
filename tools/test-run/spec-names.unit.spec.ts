import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { specsWithoutKind } from './spec-names.ts';

const root = join(import.meta.dirname, '../..');

it.each(['libs', 'apps', 'tools'])('every spec under %s has a kind in its name', (folder) => {
  expect(specsWithoutKind(join(root, folder))).toEqual([]);
});

it('names each spec that no stage would run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spec-names-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const names = [
    'a.unit.spec.ts',
    'a.fixture.ts',
    'a.ts',
    'b.spec.ts',
    'deep/c.fixture.spec.ts',
    'd.test.ts',
  ];
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  const wanted = ['b.spec.ts', 'd.test.ts', 'deep/c.fixture.spec.ts'].map((name) => join(folder, name));
  expect(specsWithoutKind(folder).toSorted()).toEqual(wanted);
});
