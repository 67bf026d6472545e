import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packageFolders } from './bundle.ts';
import { thirdPartyNotices } from './notices.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'notices-'));
  mkdirSync(join(root, 'node'));
  writeFileSync(join(root, 'node/LICENSE'), 'the licence of Node and of all in it\n');
});

afterEach(() => rmSync(root, { recursive: true }));

function notices(license: string | undefined, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(root, 'some');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'some', version: '1.2.3', license }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return thirdPartyNotices([folder], { version: '26.0.0', folder: join(root, 'node') });
}

it('hold the licence of each package, its notice, and that of Node', () => {
  const text = notices('Apache-2.0', { 'License.md': 'the licence of some', NOTICE: 'a notice' });
  expect(text).toContain('some 1.2.3 (Apache-2.0)');
  for (const part of ['the licence of some', 'a notice', 'Node.js 26.0.0', 'the licence of Node']) {
    expect(text).toContain(part);
  }
});

it('take an expression whose licences are all allowed', () => {
  expect(notices('(Apache-2.0 AND BSD-3-Clause)')).toContain('some 1.2.3');
});

it.each(['GPL-3.0-only', '(MIT AND GPL-2.0-only)', '(MIT OR GPL-2.0-only)', undefined])(
  'refuse %s',
  (license) => {
    expect(() => notices(license)).toThrow('some 1.2.3 is in the bundle under');
  },
);

it('find the packages of a bundle once each, nested and scoped ones too', () => {
  const inputs = [
    'node_modules/a/x.js',
    'node_modules/a/y.js',
    'node_modules/@s/b/z.js',
    'node_modules/a/node_modules/c/i.js',
    'libs/x.ts',
  ];
  const of = Object.fromEntries(inputs.map((file) => [file, { bytes: 1, imports: [] }]));
  expect(packageFolders({ inputs: of })).toEqual([
    'node_modules/@s/b',
    'node_modules/a',
    'node_modules/a/node_modules/c',
  ]);
});
