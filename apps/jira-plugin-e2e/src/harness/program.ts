import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const apps = fileURLToPath(new URL('../../../', import.meta.url));

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How a program is run. */
export interface ProgramOptions {
  /** What its environment has beside the test's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  /** A file to run in place of the built one: that of a package. */
  readonly executable?: string;
}

/** One of our programs, run as a user runs it: its built files, its own process. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ending>;
  #output = '';

  constructor(
    app: 'jira-plugin' | 'jira-mock' | 'teleport-mock',
    args: readonly string[],
    { env = {}, uid, executable }: ProgramOptions = {},
  ) {
    const main = `${apps}${app}/dist/main.js`;
    const [file, first] = executable === undefined ? [process.execPath, [main]] : [executable, []];
    const child = spawn(file, [...first, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid }),
    });
    const keep = (chunk: Buffer): void => {
      this.#output += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  }

  /** Everything it has printed, on both streams. */
  get output(): string {
    return this.#output;
  }

  /** The system's number of the process. Throws when it was never started. */
  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('The program was not started.');
    return pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits until it has printed something that matches, and gives the match. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return until(`output that matches ${pattern.source}`, () => {
      const match = pattern.exec(this.#output);
      if (match === null && !this.running)
        throw new Error(`It ended first, having printed:\n${this.#output}`);
      return match ?? undefined;
    });
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    this.#child.kill(signal);
    return this.#ended;
  }

  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for the end. */
  get ended(): Promise<Ending> {
    return this.#ended;
  }
}
