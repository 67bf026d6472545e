/**
 * `npm test`: every stage in order, whatever the others gave; then a table, and one closing line.
 * `npm test -- --only unit,contract` runs some of them.
 */
import { join } from 'node:path';
import { runOptions } from './test-run/options.ts';
import { closingLine, failedStages, stageTable, type StageResult } from './test-run/report.ts';
import { runStage } from './test-run/run-stage.ts';
import { STAGES } from './test-run/stages.ts';

const root = join(import.meta.dirname, '..');
const names = STAGES.map(({ name }) => name);
const { only, ci } = runOptions(process.argv.slice(2), process.env, names);

const results: StageResult[] = [];
for (const stage of STAGES) {
  if (only === undefined || only.includes(stage.name))
    results.push(await runStage(stage, { root, ci, print: console.log }));
}

const ending = [stageTable(results), failedStages(results), closingLine(results)];
console.log(`\n${ending.filter((part) => part !== undefined).join('\n\n')}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
