/**
 * `npm run check:jira-js`: the fake under npm's jira.js 6 with its response validation on. That version asks for Node 22,
 * so both are installed into a temporary folder; needs the package registry.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId, startJiraFake } from '../libs/jira-fake/src/index.ts';

const PACKAGES = ['jira.js@6.2.0', 'node@22.23.3'];

const folder = mkdtempSync(join(tmpdir(), 'jira-js-'));
try {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const installed = await run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    ...PACKAGES,
  ]);
  if (installed !== 0)
    throw new Error('npm could not install jira.js and Node 22; its own message is above.');
  const fake = await startJiraFake();
  const node = join(folder, 'node_modules/node/bin/node');
  const tour = join(import.meta.dirname, 'jira-js/tour.mjs');
  process.exitCode = await run(node, [tour, fake.url, folder, accountId('ann')]);
  await fake.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command: string, parameters: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: folder, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
