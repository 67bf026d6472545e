import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumPath } from './chromium-path.ts';
import type { StageResult } from './report.ts';
import { runCommand } from './run-command.ts';
import { reportFile, type Stage, type TestKind } from './stages.ts';
import { countTests, NO_TESTS, type TestCounts } from './test-counts.ts';

/** Where and how a stage runs. */
export interface StageContext {
  readonly root: string;
  readonly ci: boolean;
  readonly print: (text: string) => void;
}

/** Runs a stage to its end, shows its output, and says how it went. Never throws: a broken stage is a failed one. */
export async function runStage(stage: Stage, context: StageContext): Promise<StageResult> {
  const start = performance.now();
  context.print(`\n=== ${stage.name}`);
  const { root } = context;
  if (stage.tests !== undefined) await rm(join(root, reportFile(stage.tests)), { force: true });
  let exitCode = 0;
  for (const command of stage.commands) {
    exitCode = await runCommand(command, root);
    if (exitCode !== 0) break;
  }
  const seconds = (performance.now() - start) / 1000;
  if (stage.tests === undefined) return { name: stage.name, seconds, ok: exitCode === 0 };
  const tests = await testsOf(stage.tests, exitCode, root);
  const note = exitCode === 0 ? complaint(tests, stage.tests, context.ci) : undefined;
  return { name: stage.name, seconds, ok: exitCode === 0 && note === undefined, tests, note };
}

/** A stage whose build failed has no report: that counts as one failure, so that the closing line shows it. */
async function testsOf(kind: TestKind, exitCode: number, root: string): Promise<TestCounts> {
  try {
    const text = await readFile(join(root, reportFile(kind)), 'utf8');
    return countTests(JSON.parse(text), exitCode);
  } catch {
    return { ...NO_TESTS, failed: 1 };
  }
}

/** Why a run in which nothing failed is no pass all the same. */
export function complaint(
  { passed, failed, skipped }: TestCounts,
  kind: TestKind,
  ci: boolean,
): string | undefined {
  if (failed > 0) return 'the report is missing or names a failure';
  if (passed + skipped === 0) return `there is no ${kind} test`;
  if (!ci || skipped === 0) return undefined;
  if (kind === 'browser' && chromiumPath() === undefined) return undefined;
  return 'in CI a skipped test is a failure';
}
