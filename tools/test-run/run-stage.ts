import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { helmPath } from '../helm/helm.ts';
import { chromiumPath } from './chromium-path.ts';
import type { StageResult } from './report.ts';
import { runCommand, type Command } from './run-command.ts';
import { reportFile, type Stage, type TestKind } from './stages.ts';
import { countTests, NO_TESTS, type TestCounts } from './test-counts.ts';

/** Where and how a stage runs. */
export interface StageContext {
  readonly root: string;
  readonly ci: boolean;
  /** Path of the browser, "" for none. Default: the one of this machine. */
  readonly browser?: string | undefined;
  /** Path of helm, "" for none. Default: the one of this machine. */
  readonly helm?: string | undefined;
  /** Whether this is root, who may use a chroot. Default: as it is. */
  readonly asRoot?: boolean;
  readonly print: (text: string) => void;
}

/** Runs a stage to its end, shows its output, and says how it went. Never throws: a broken stage is a failed one. */
export async function runStage(stage: Stage, context: StageContext): Promise<StageResult> {
  const start = performance.now();
  context.print(`\n=== ${stage.name}`);
  const { root } = context;
  if (stage.tests !== undefined) await rm(join(root, reportFile(stage.tests)), { force: true });
  const { exitCode, note: lateness } = await runAll(stage.commands, root);
  const seconds = (performance.now() - start) / 1000;
  const { name } = stage;
  if (stage.tests === undefined) return { name, seconds, ok: exitCode === 0, note: lateness };
  const tests = await testsOf(stage.tests, exitCode, root);
  const fault = exitCode === 0 ? complaint(tests, stage.tests, context) : lateness;
  const note = fault ?? remark(tests, stage.tests, context);
  return { name, seconds, ok: exitCode === 0 && fault === undefined, tests, note };
}

/** Runs the commands up to the first that fails, and says when that one ran out of time. */
async function runAll(
  commands: readonly Command[],
  root: string,
): Promise<{ readonly exitCode: number; readonly note: string | undefined }> {
  for (const command of commands) {
    const { exitCode, timedOut } = await runCommand(command, root);
    if (timedOut) return { exitCode: exitCode || 1, note: outOfTime(command) };
    if (exitCode !== 0) return { exitCode, note: undefined };
  }
  return { exitCode: 0, note: undefined };
}

function outOfTime({ program, args, timeoutMs }: Command): string {
  const shown = [program, ...args.slice(0, 2)].join(' ');
  return `out of time: "${shown}" was ended after ${String(timeoutMs / 1000)} s`;
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
  { ci, ...tools }: Pick<StageContext, 'ci' | 'browser' | 'helm' | 'asRoot'>,
): string | undefined {
  if (failed > 0) return 'the report is missing or names a failure';
  if (passed + skipped === 0) return `there is no ${kind} test`;
  if (!ci || skipped === 0) return undefined;
  if (missingTool(kind, tools) !== undefined) return undefined;
  return 'in CI a skipped test is a failure';
}

/** What the table says beside a pass, so that nobody takes it for more than it is. */
function remark(
  { skipped }: TestCounts,
  kind: TestKind,
  tools: Pick<StageContext, 'browser' | 'helm' | 'asRoot'>,
): string | undefined {
  return skipped === 0 ? undefined : missingTool(kind, tools);
}

/** What the tests of a kind need and this machine may lack; `undefined` where it is there, or nothing is needed. */
function missingTool(
  kind: TestKind,
  {
    browser = chromiumPath(),
    helm = helmPath(),
    asRoot = process.getuid?.() === 0,
  }: Pick<StageContext, 'browser' | 'helm' | 'asRoot'>,
): string | undefined {
  if (kind === 'browser' && (browser ?? '') === '')
    return 'skipped: there is no browser; CHROMIUM_PATH can name one';
  if (kind === 'contract' && (helm ?? '') === '') return 'skipped: there is no helm; HELM_PATH can name one';
  if (kind === 'e2e' && !asRoot) return 'skipped: a chroot needs root';
  return undefined;
}
