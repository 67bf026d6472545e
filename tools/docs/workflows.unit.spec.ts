import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly 'timeout-minutes'?: number; readonly steps: readonly { readonly run?: string }[] }
    >
  >;
}

/** GitHub alone can run them; what can be known here is whether they call what is there, with no more rights than they need. */
describe.each(readdirSync(folder))('%s', (file) => {
  const workflow = parse(readFileSync(join(folder, file), 'utf8')) as Workflow;
  const jobs = Object.values(workflow.jobs);

  it('may only read by default, and ends', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.map((job) => job['timeout-minutes'] ?? Infinity).filter((minutes) => minutes > 60)).toEqual(
      [],
    );
  });

  it('calls scripts that there are', () => {
    const lines = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => (run === undefined ? [] : [run])));
    expect(
      lines.filter((line) => line.startsWith('.')).filter((line) => !existsSync(join(root, line))),
    ).toEqual([]);
    const named = lines.flatMap((line) =>
      [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
