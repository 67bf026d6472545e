import { statSync } from 'node:fs';

/** A file of which nobody else may know what it holds. */
export interface SecretFile {
  /** The setting that names it. */
  readonly key: string;
  readonly path: string;
}

const READABLE_BY_OTHERS = 0o004;

/** Those of the files that every user of this machine may read. What cannot be looked at is told where it is used. */
export function exposedFiles(files: readonly SecretFile[]): readonly SecretFile[] {
  return files.filter(({ path }) => {
    try {
      return (statSync(path).mode & READABLE_BY_OTHERS) !== 0;
    } catch {
      return false;
    }
  });
}

/** The sentence that warns of such a file. */
export function exposedText({ key, path }: SecretFile): string {
  return `${path} holds a secret (${key}), and every user of this machine may read it. Change its mode: chmod o= ${path}`;
}
