import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { danglingReferences } from './dangling.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dangling-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

it('finds nothing where all that is named is there', () => {
  write({
    'package.json':
      '{"exports": {".": {"source": "./src/a.ts", "default": "./dist/a.js"}}, "bin": {"x": "dist/a.js"}}',
    'src/a.ts': "import { b } from './b.ts';\nimport { c } from './b.js';\n",
    'src/b.ts': '',
    'dist/a.js': "import { b } from './b.js';\n//# sourceMappingURL=a.js.map\n",
    'dist/b.js': '',
    'dist/a.js.map': '{"sources": ["../src/a.ts"]}',
    'dist/a.d.ts': "export { b } from './b.ts';\n",
    'dist/b.d.ts': '',
    'README.md': 'See [b](src/b.ts), [there](https://example.com) and [above](#b).\n',
  });
  expect(danglingReferences(folder)).toEqual([]);
});

it.each([
  ['an export', { 'package.json': '{"exports": {"./x": "./x.js"}}' }, 'x.js'],
  ['a source outside', { 'a.js.map': '{"sources": ["../../src/a.ts"]}' }, '../../src/a.ts'],
  ['a map', { 'a.js': '//# sourceMappingURL=a.js.map\n' }, 'a.js.map'],
  ['an import', { 'a.js': "export * from './b.js';\n" }, 'b.js'],
  ['a declaration', { 'a.d.ts': "import type { B } from './b.ts';\n" }, 'b.d.ts'],
  ['a link', { 'README.md': '[more](../../docs/guide.md#step)\n' }, '../../docs/guide.md'],
])('finds %s that is not in the package', (_, files: Readonly<Record<string, string>>, target) => {
  write(files);
  expect(danglingReferences(folder)).toEqual([{ file: Object.keys(files)[0], target }]);
});
