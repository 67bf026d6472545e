import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { chromiumPath } from './chromium-path.ts';

/** A command of the repository's own tools, run at its root. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** It is ended after this time, and counts as failed. */
  readonly timeoutMs: number;
}

/** How a command ended. */
export interface Ending {
  /** 1 when it was ended by a signal or could not be started. */
  readonly exitCode: number;
  /** It was ended because its time was over. */
  readonly timedOut: boolean;
}

/** Runs a command with its output shown. Tests that need a browser find it, or its absence, in `CHROMIUM_PATH`. */
export function runCommand({ program, args, timeoutMs }: Command, root: string): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
        CHROMIUM_PATH: chromiumPath() ?? '',
      },
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = child.kill();
    }, timeoutMs);
    const end = (exitCode: number): void => {
      clearTimeout(timer);
      resolve({ exitCode, timedOut });
    };
    child.once('error', () => end(1));
    child.once('exit', (code) => end(code ?? 1));
  });
}
