import { addCounts, type TestCounts } from './test-counts.ts';

/** How one stage ended. */
export interface StageResult {
  readonly name: string;
  readonly seconds: number;
  readonly ok: boolean;
  /** Only for stages that run tests. */
  readonly tests?: TestCounts | undefined;
  /** Why it failed, where the stage's own output does not say so. */
  readonly note?: string | undefined;
}

/** A table of the stages, with the tests that each of them ran. */
export function stageTable(results: readonly StageResult[]): string {
  const width = Math.max(5, ...results.map(({ name }) => name.length));
  const head = row(width, ['stage', 'result', 'seconds', 'passed', 'failed', 'skipped']);
  const lines = results.map((result) => line(width, result));
  return [head, '-'.repeat(head.length), ...lines].join('\n');
}

/** Names what failed, so that nobody takes the numbers of the tests for everything; `undefined` when nothing did. */
export function failedStages(results: readonly StageResult[]): string | undefined {
  const names = results.filter(({ ok }) => !ok).map(({ name }) => name);
  return names.length === 0 ? undefined : `Failed: ${names.join(', ')}`;
}

/** The last line of a run: all tests together. */
export function closingLine(results: readonly StageResult[]): string {
  const { passed, failed, skipped } = addCounts(results.flatMap(({ tests }) => (tests ? [tests] : [])));
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function line(width: number, { name, ok, seconds, tests, note }: StageResult): string {
  const counts = tests === undefined ? [] : [tests.passed, tests.failed, tests.skipped].map(String);
  const text = row(width, [name, ok ? 'ok' : 'FAILED', seconds.toFixed(1), ...counts]);
  return note === undefined ? text : `${text}  ${note}`;
}

function row(width: number, [name = '', ...cells]: readonly string[]): string {
  return `${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(7)).join('  ')}`;
}
