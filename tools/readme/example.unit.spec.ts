import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requestBecomesDecision } from './example.ts';

const root = join(import.meta.dirname, '../..');

it('the example of the READMEs works', async ({ signal }) => {
  expect(await requestBecomesDecision(signal)).toBe('approved');
});

it.each(['README.md', 'libs/access-plugin-core/README.md'])('is the one that %s shows', (page) => {
  const readme = readFileSync(join(root, page), 'utf8');
  const example = readFileSync(join(import.meta.dirname, 'example.ts'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
});
