import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const RUN_MS = 60_000;

/** What a program in the folder did. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that programs take for the root of their file system. Needs root, and no container engine. */
export class Chroot {
  readonly folder: string;
  readonly #user: string;

  /** `user`: `uid:gid` of the programs. */
  constructor(folder: string, user: string) {
    this.folder = folder;
    this.#user = user;
  }

  /** Copies a file with its mode. */
  place(source: string, to: string): void {
    const target = join(this.folder, to);
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    copyFileSync(realpathSync(source), target);
  }

  /** Copies a program with the libraries that it is linked to. */
  placeProgram(source: string, to: string): void {
    this.place(source, to);
    const linked = execFileSync('ldd', [source], { encoding: 'utf8', timeout: RUN_MS });
    for (const [, library = ''] of linked.matchAll(/(\/\S+) \(0x/g)) this.place(library, library);
  }

  /** Runs a program to its end, with nothing of the caller's environment. */
  run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const args = [`--userspec=${this.#user}`, this.folder, ...command];
    const options = { env: { PATH: '/usr/local/bin:/usr/bin:/bin', ...env }, timeout: RUN_MS };
    return new Promise((resolve) => {
      execFile('/usr/sbin/chroot', args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      });
    });
  }
}
