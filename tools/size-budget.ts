/** Holds every project to the budget of small files; see STYLE.md. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXCUSED } from './budget/excused.ts';
import { measure, overBudget } from './budget/line-budget.ts';
import { sourceFiles } from './budget/source-files.ts';

const root = join(import.meta.dirname, '..');
const projects = ['libs', 'apps'].flatMap((group) =>
  readdirSync(join(root, group)).flatMap((name) => [`${group}/${name}/src`, `${group}/${name}/testing`]),
);
const folders = [...projects.filter((folder) => existsSync(join(root, folder))), 'tools'];

const faults = folders.flatMap((folder) => {
  const files = sourceFiles(root, folder);
  const { files: count, median, p90, max } = measure(files);
  const numbers = [count, median, p90, max].map((number) => String(number).padStart(5)).join('');
  console.log(`${folder.padEnd(30)}${numbers}`);
  return overBudget(files, EXCUSED).map((fault) => `${folder}: ${fault}`);
});
const stale = Object.keys(EXCUSED).filter((path) => !existsSync(join(root, path)));
faults.push(...stale.map((path) => `tools/budget/excused.ts excuses ${path}, which does not exist`));

console.log(faults.length === 0 ? 'All within budget (files, median, p90, max).' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
