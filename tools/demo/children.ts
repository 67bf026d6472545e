import { spawn, type ChildProcess } from 'node:child_process';

/** The demo's programs: they end together. */
export class Children {
  readonly #root: string;
  readonly #running = new Set<ChildProcess>();
  #code: number | undefined;

  /** `root` is the folder of the checkout. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Asks every program to end; the exit code of the process becomes `code`, unless another one came first. */
  end(code: number): void {
    this.#code ??= code;
    process.exitCode = this.#code;
    for (const child of this.#running) child.kill('SIGTERM');
  }

  /**
   * Starts a program of this checkout, and resolves once it has printed `ready` itself: that something answers on a port
   * does not show that it is ours. Rejects when the program ends before, or is not ready after a minute.
   */
  start(name: string, args: readonly string[], ready: string): Promise<void> {
    const node = ['--import', 'tsx', '--conditions=@org/source', ...args];
    const child = spawn(process.execPath, node, { cwd: this.#root, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#running.add(child);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name} was not ready within a minute.`)), 60_000);
      let printed = '';
      const hear = (bytes: Buffer): void => {
        if (printed.includes(ready)) return;
        printed = (printed + bytes.toString()).slice(-10_000);
        if (!printed.includes(ready)) return;
        clearTimeout(late);
        resolve();
      };
      child.stdout.on('data', hear).pipe(process.stdout, { end: false });
      child.stderr.on('data', hear).pipe(process.stderr, { end: false });
      child.once('error', reject);
      child.once('exit', (code) => {
        clearTimeout(late);
        this.#running.delete(child);
        this.end(code ?? 0);
        reject(new Error(`${name} ended before it was ready.`));
      });
    });
  }
}
