/**
 * A fence that only warns is no fence: Nx's boundary rule skips itself, and passes, when it has no project graph. So
 * an import that must be refused is planted in a library for a moment, and lint has to refuse it by name.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const CANARY = 'boundary-canary.ts';
/** Libraries that must not know a tracker. */
const FENCED = ['access-plugin-core', 'plugin-host'];
const FORBIDDEN = "import { createJiraClient } from '@org/jira-client';\nexport { createJiraClient };\n";

function canaryIn(library: string): string {
  return join(root, 'libs', library, 'src', CANARY);
}

function lintOf(library: string): { readonly status: number | null; readonly output: string } {
  const nx = join(root, 'node_modules/.bin/nx');
  const run = spawnSync(nx, ['run', `${library}:lint`, '--skip-nx-cache'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 180_000,
  });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}

function check(library: string): string | undefined {
  writeFileSync(canaryIn(library), FORBIDDEN);
  try {
    const { status, output } = lintOf(library);
    const named = output.includes(CANARY) && output.includes('@nx/enforce-module-boundaries');
    if (status !== 0 && named) return undefined;
    return `Lint let ${library} import the client of a tracker. Its output was:\n${output}`;
  } finally {
    rmSync(canaryIn(library), { force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const library of FENCED) rmSync(canaryIn(library), { force: true });
    process.exit(1);
  });
}

const fault = FENCED.map(check).find((found) => found !== undefined);
console.log(fault ?? 'The boundary rule refuses a forbidden import.');
process.exitCode = fault === undefined ? 0 : 1;
