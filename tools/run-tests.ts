/**
 * `npm test`: every stage in order, whatever the others gave; then a table, and one closing line.
 * `npm test -- --only unit,contract` runs some of them; `CI=true` adds those that take long.
 */
import { join } from 'node:path';
import { runOptions } from './test-run/options.ts';
import { closingLine, failedStages, stageTable, type StageResult } from './test-run/report.ts';
import { runStage } from './test-run/run-stage.ts';
import { chosenStages, STAGES } from './test-run/stages.ts';

const root = join(import.meta.dirname, '..');
const names = STAGES.map(({ name }) => name);
const options = runOptions(process.argv.slice(2), process.env, names);

const results: StageResult[] = [];
for (const stage of chosenStages(STAGES, options)) {
  results.push(await runStage(stage, { root, ci: options.ci, print: console.log }));
}

const ending = [stageTable(results), failedStages(results), closingLine(results)];
console.log(`\n${ending.filter((part) => part !== undefined).join('\n\n')}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
