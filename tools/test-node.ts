/**
 * `npm run test:node -- 26`: unit, contract and one end-to-end spec on another Node, which is downloaded once.
 * `--reduced` leaves out what no platform touches. The last line says what ran and how long it took.
 */
import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fetchNode } from './node/fetch-node.ts';
import { nodeTestOptions, nodeTestRuns } from './node/test-commands.ts';

const RUN_MS = 20 * 60_000;

const root = join(import.meta.dirname, '..');
const options = nodeTestOptions(process.argv.slice(2));
const start = performance.now();

execFileSync(join(root, 'node_modules/.bin/nx'), ['run-many', '-t', 'build'], {
  cwd: root,
  stdio: 'inherit',
  timeout: RUN_MS,
});
const { version, folder } = fetchNode(options.major, 'x64');
const env = { ...process.env, PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) };

/** A test that calls `node` gets this Node too, since it stands first on the path. */
function onThatNode(args: readonly string[]): void {
  execFileSync(join(folder, 'bin/node'), args, { cwd: root, env, stdio: 'inherit', timeout: RUN_MS });
}

const runs = nodeTestRuns(options);
for (const { title, args } of runs) {
  console.log(`\nNode ${version}: ${title}`);
  onThatNode([join(root, 'node_modules/vitest/vitest.mjs'), ...args]);
}
const seconds = Math.round((performance.now() - start) / 1000);
const set = options.reduced ? 'the reduced set' : 'unit, contract and one end-to-end spec';
console.log(
  `\nNode ${version}: ${set} passed in ${seconds} s (${runs.map(({ title }) => title).join('; ')}).`,
);
