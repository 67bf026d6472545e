import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** Answered by the page alone: they are about roles, browsing, packages. */
const BY_WORDS = new Set(['S24', 'S27', 'S34']);
const THREATS = Array.from({ length: 34 }, (_, index) => `S${String(index + 1)}`);

/** Every title of a test, wherever it stands, that begins with the id of a threat. */
function titles(): string {
  const files = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter(
      (entry) =>
        entry.isFile() && entry.name.endsWith('.spec.ts') && !entry.parentPath.includes('node_modules'),
    ),
  );
  return files
    .flatMap(
      (file) => readFileSync(join(file.parentPath, file.name), 'utf8').match(/['"`]S\d+[^'"`\n]*:/g) ?? [],
    )
    .join('\n');
}

it('says of every threat what defends against it, and where', () => {
  for (const threat of THREATS)
    expect(page).toMatch(new RegExp(`^\\| ${threat} .{10,} \\| .{20,} \\| .{3,} \\| .{3,} \\|$`, 'm'));
});

it('a test has the threat in its title, except where words are the answer', () => {
  const all = titles();
  for (const threat of THREATS) {
    if (BY_WORDS.has(threat)) continue;
    expect(all).toMatch(new RegExp(`\\b${threat}\\b`));
  }
});
