import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig } from '@org/plugin-host';
import { jiraFormat } from '../../apps/jira-plugin/src/config/jira-format.ts';

const root = join(import.meta.dirname, '../..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'STYLE.md'],
  ...inDocs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
];

it.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(
    ([, target = '']) => target,
  );
  const missing = links.filter((target) => !existsSync(join(root, page, '..', target)));
  expect(missing).toEqual([]);
});

it.each(['README.md', 'docs/guide.md'])('the configuration that %s shows is enough to start', (page) => {
  const shown = [...read(page).matchAll(/```toml\n(\[teleport\][^`]*)```/g)].map(([, text = '']) => text);
  expect(shown).toHaveLength(1);
  for (const text of shown) {
    // The secret's file is not on this machine.
    const ready = text.replace('"/var/lib/teleport/plugins/jira/api-token"', '"token"');
    const { warnings } = parseConfig(ready, jiraFormat, {
      file: 'teleport-jira.toml',
      insecureNoTls: false,
      environment: {},
    });
    expect(warnings).toEqual([]);
  }
});
