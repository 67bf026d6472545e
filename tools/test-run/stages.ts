import type { RunOptions } from './options.ts';
import type { Command } from './run-command.ts';

/** One thing that is checked. Its commands run one after another; the first that fails ends the stage. */
export interface Stage {
  readonly name: string;
  readonly commands: readonly Command[];
  /** The kind of test that the last command runs, for stages that run tests. */
  readonly tests?: TestKind;
  /** Runs in CI, or when `--only` names it: it takes long, or wants what a laptop may lack. */
  readonly ciOnly?: true;
}

/** The kinds of test; the name of a spec file ends in its kind. */
export const TEST_KINDS = ['unit', 'contract', 'sim', 'e2e', 'browser'] as const;

export type TestKind = (typeof TEST_KINDS)[number];

const MINUTE = 60_000;

/** Every stage of `npm test`, in order: the cheap ones first. */
export const STAGES: readonly Stage[] = [
  { name: 'format', commands: [command(3, 'prettier', '--check', '.')] },
  { name: 'lint', commands: [command(8, 'nx', 'run-many', '-t', 'lint')] },
  { name: 'boundaries', commands: [command(4, 'tsx', 'tools/check-boundaries.ts')] },
  {
    name: 'types',
    commands: [
      command(6, 'nx', 'run-many', '-t', 'typecheck'),
      command(3, 'tsc7', '-p', 'tsconfig.tools.json'),
    ],
  },
  { name: 'generated', commands: [command(2, 'tsx', 'tools/check-generated.ts')] },
  { name: 'budgets', commands: [command(1, 'tsx', 'tools/size-budget.ts')] },
  { name: 'unused', commands: [command(2, 'knip', '--no-progress')] },
  {
    name: 'api',
    commands: [command(6, 'nx', 'run-many', '-t', 'build'), command(4, 'tsx', 'tools/api-report.ts')],
  },
  tests('unit', 5),
  tests('contract', 8),
  tests('sim', 8),
  tests('e2e', 18, command(6, 'nx', 'run-many', '-t', 'build')),
  tests('browser', 5, command(6, 'nx', 'run-many', '-t', 'build')),
  // The reduced set, for the time; `npm run test:node -- 26` alone runs all unit and contract specs.
  { name: 'node-26', commands: [command(12, 'tsx', 'tools/test-node.ts', '26', '--reduced')], ciOnly: true },
];

/** The stages of a run: those that `--only` names; else all, without the long ones outside CI. */
export function chosenStages(stages: readonly Stage[], { only, ci }: RunOptions): readonly Stage[] {
  if (only !== undefined) return stages.filter(({ name }) => only.includes(name));
  return stages.filter(({ ciOnly }) => ci || ciOnly !== true);
}

/** Where the report of a kind of test goes, from the root. */
export function reportFile(kind: TestKind): string {
  return `.reports/${kind}.json`;
}

function tests(kind: TestKind, minutes: number, ...before: readonly Command[]): Stage {
  const vitest = command(
    minutes,
    ...['vitest', 'run', '--project', kind, '--passWithNoTests', '--reporter=default', '--reporter=json'],
    `--outputFile.json=${reportFile(kind)}`,
  );
  return { name: kind, commands: [...before, vitest], tests: kind };
}

function command(minutes: number, program: string, ...args: readonly string[]): Command {
  return { program, args, timeoutMs: minutes * MINUTE };
}
