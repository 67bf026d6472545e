/**
 * A fence that only warns is no fence: Nx's boundary rule skips itself, and passes, when it has no project graph. So
 * an import that must be refused is planted in the core for a moment, and lint has to refuse it by name.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const CANARY = 'boundary-canary.ts';
const file = join(root, 'libs/access-plugin-core/src', CANARY);
const FORBIDDEN = "import { createJiraClient } from '@org/jira-client';\nexport { createJiraClient };\n";

function lintOfCore(): { readonly status: number | null; readonly output: string } {
  const nx = join(root, 'node_modules/.bin/nx');
  const run = spawnSync(nx, ['run', 'access-plugin-core:lint', '--skip-nx-cache'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 180_000,
  });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}

function check(): string | undefined {
  writeFileSync(file, FORBIDDEN);
  try {
    const { status, output } = lintOfCore();
    const named = output.includes(CANARY) && output.includes('@nx/enforce-module-boundaries');
    if (status !== 0 && named) return undefined;
    return `Lint let the core import a client. Its output was:\n${output}`;
  } finally {
    rmSync(file, { force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    rmSync(file, { force: true });
    process.exit(1);
  });
}

const fault = check();
console.log(fault ?? 'The boundary rule refuses a forbidden import.');
process.exitCode = fault === undefined ? 0 : 1;
