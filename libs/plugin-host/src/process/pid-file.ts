import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { PluginError } from '../errors.ts';

/** The file that tells a supervisor which process to watch. */
export interface PidFile {
  /** The process that the file named before, if that process still lives. */
  readonly replaced: number | undefined;
  /** Removes the file, unless another process has written it since. */
  remove(): void;
}

/**
 * Writes this process's id. A file that is there already is replaced: it may be left from a crash, and ids are used
 * again, so it proves nothing. Throws a `PluginError` `pid-file` when the file cannot be written.
 */
export function writePidFile(path: string, pid: number): PidFile {
  const before = pidIn(path);
  const text = `${pid}\n`;
  const draft = `${path}.${pid}`;
  try {
    // Renamed into place, so that nobody reads half a number, and no link is followed.
    writeFileSync(draft, text, { flag: 'wx', mode: 0o644 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new PluginError(
      'pid-file',
      `The pid file ${path} cannot be written (${codeOf(error)}); name a folder that this user may write to, or leave --pid-file out.`,
    );
  }
  return {
    replaced: before !== undefined && before !== pid && lives(before) ? before : undefined,
    remove: () => {
      if (pidIn(path) === pid) rmSync(path, { force: true });
    },
  };
}

function pidIn(path: string): number | undefined {
  try {
    const [, digits] = /^(\d{1,10})\s*$/.exec(readFileSync(path, 'utf8')) ?? [];
    return digits === undefined ? undefined : Number(digits);
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
