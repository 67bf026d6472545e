import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jiraFormat } from './jira-format.ts';
import { configReference } from '@org/plugin-host';

const page = join(import.meta.dirname, '../../../../docs/configuration.md');

it('is what docs/configuration.md holds (npx tsx tools/write-config-reference.ts writes it)', () => {
  expect(readFileSync(page, 'utf8')).toBe(configReference(jiraFormat));
});

it('has a heading for every section and every key, and for nothing else', () => {
  const headings = [...configReference(jiraFormat).matchAll(/^#{2,3} `\[{0,2}([^\]`]+)\]{0,2}`$/gm)].map(
    ([, name]) => name,
  );
  const known = jiraFormat.sections.flatMap((section) =>
    section.kind === 'open' ? [section.path] : [section.path, ...Object.keys(section.settings)],
  );
  expect(headings).toEqual(known);
});
