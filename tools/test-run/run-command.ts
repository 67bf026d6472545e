import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** A command of the repository's own tools, run at its root. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** It is ended after this time, and counts as failed. */
  readonly timeoutMs: number;
}

/** Runs a command with its output shown; answers its exit code (1 when it was ended or could not be started). */
export function runCommand({ program, args, timeoutMs }: Command, root: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
      },
      timeout: timeoutMs,
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
