import { parseArgs } from 'node:util';

/** What was asked of a test run. */
export interface RunOptions {
  /** The names of the stages to run; `undefined`: all. */
  readonly only: readonly string[] | undefined;
  /** In CI a skipped test is a failure. */
  readonly ci: boolean;
}

/** Reads the command line and the environment. A stage that does not exist is an error that names those that do. */
export function runOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  stageNames: readonly string[],
): RunOptions {
  const { values } = parseArgs({ args: [...argv], options: { only: { type: 'string' } } });
  const only = values.only
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = only?.filter((name) => !stageNames.includes(name)) ?? [];
  if (unknown.length > 0 || only?.length === 0) {
    throw new Error(
      `--only takes ${stageNames.join(', ')}, separated by commas; not "${unknown.join(', ')}".`,
    );
  }
  return { only, ci: env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false' };
}
