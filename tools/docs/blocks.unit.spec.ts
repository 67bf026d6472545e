import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseToml } from '@org/plugin-host';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const root = join(import.meta.dirname, '../..');
const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'apps/jira-plugin/README.md'],
  ...inDocs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

interface Block {
  readonly where: string;
  readonly language: string;
  readonly text: string;
}

const BLOCKS: readonly Block[] = PAGES.flatMap((page) => {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^( *)```(\S*)\n([^]*?)^\1```$/gm)].map((match) => {
    const [, , language = '', body = ''] = match;
    const line = text.slice(0, match.index).split('\n').length;
    return { where: `${page}:${line}`, language, text: body };
  });
});
const of = (language: string) => BLOCKS.filter((block) => block.language === language);

/** Programs that the pages may name: ours, the system's, Teleport's and Kubernetes'. A misspelt one is none of them. */
const PROGRAMS = new Set(
  [
    'apt cd curl docker echo export git grep helm install journalctl jq kubectl mkdir mv node npm npx openssl perl rm sed',
    'sh sudo sudoedit systemctl tail tar tbot tctl tee teleport-jira teleport-mock jira-mock tsh useradd visudo chown chmod diff',
  ].flatMap((line) => line.split(' ')),
);

/** The programs that a command line calls: first words, behind pipes and `&&` too. */
function programs(text: string): readonly string[] {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line));
  return lines.flatMap((line) =>
    line
      .replaceAll(/'[^']*'|"[^"]*"/g, 'text')
      .replaceAll('$(', ' ; ')
      .split(/\s(?:&&|\|\|?|;)\s/)
      .map((part) =>
        part
          .trim()
          .replace(/^(?:[A-Z_]+=\S*\s+)+/, '')
          .replace(/^sudo (?:-u \S+ )?/, ''),
      )
      .map((part) => /^\S+/.exec(part)?.[0] ?? '')
      .filter((word) => word !== '' && !/^[A-Z_]+=/.test(word))
      .map((word) => word.slice(word.lastIndexOf('/') + 1)),
  );
}

it('name the language of each block that is no output', () => {
  const known = ['', 'sh', 'toml', 'yaml', 'json', 'ts', 'js', 'text', 'promql', 'diff', 'http', 'mermaid'];
  expect(BLOCKS.filter(({ language }) => !known.includes(language)).map(({ where }) => where)).toEqual([]);
  expect(of('sh').length).toBeGreaterThan(15);
});

describe.each(of('toml'))('$where', ({ text, where }) => {
  it('is TOML', () => expect(() => parseToml(text, where)).not.toThrow());
});

describe.each(of('yaml'))('$where', ({ text }) => {
  it('is YAML', () => expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]));
});

describe.each(of('sh'))('$where', ({ text }) => {
  it('is a script of programs that are known, scripts that there are, and files that are here', () => {
    execFileSync('bash', ['-n'], { input: text, timeout: 10_000 });
    expect(programs(text).filter((program) => !PROGRAMS.has(program))).toEqual([]);
    const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    const files = [...text.matchAll(/(?:^|\s)((?:deploy|tools|docs|libs|apps)\/[\w./-]+)/g)].map(
      ([, file = '']) => file,
    );
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

it('calls only commands and flags that teleport-jira has', () => {
  const commands = of('sh').flatMap(({ text, where }) =>
    [...text.matchAll(/^(?:.*\s|.*\/)?teleport-jira ([a-z]+)(.*)$/gm)].map(([, command = '', rest = '']) => ({
      where,
      command,
      rest,
    })),
  );
  const cli = readFileSync(join(root, 'apps/jira-plugin/README.md'), 'utf8');
  const unknown = commands.filter(({ command }) => !cli.includes(`| \`${command}\``));
  expect(unknown).toEqual([]);
});
