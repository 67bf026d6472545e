import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requestBecomesDecision } from './example.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

it('the example of the README works', async ({ signal }) => {
  expect(await requestBecomesDecision(signal)).toBe('approved');
});

it('is the one that the README shows', () => {
  const example = readFileSync(join(import.meta.dirname, 'example.ts'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
});
