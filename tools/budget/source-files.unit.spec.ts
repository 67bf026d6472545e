import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-files-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

it('counts lines as an editor does, and leaves out tests, generated code and other files', () => {
  write('src/a.ts', 'one\ntwo\n');
  write('src/deep/b.ts', 'one\ntwo\nthree');
  write('src/a.unit.spec.ts', 'x\n');
  write('src/world.fixture.ts', 'x\n');
  write('src/gen/c.ts', 'x\n');
  write('src/readme.md', 'x\n');
  expect(sourceFiles(root, 'src')).toEqual([
    { path: 'src/a.ts', lines: 2 },
    { path: 'src/deep/b.ts', lines: 3 },
  ]);
});
