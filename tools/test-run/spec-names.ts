import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_KINDS } from './stages.ts';

const LEFT_OUT = new Set(['node_modules', 'dist', 'out-tsc']);
const NAMED = new RegExp(`\\.(${TEST_KINDS.join('|')})\\.spec\\.ts$`);

/** The spec files under a folder whose names give no kind: no stage would ever run them. */
export function specsWithoutKind(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : specsWithoutKind(path);
    return /[.-](spec|test)\.[cm]?tsx?$/.test(entry.name) && !NAMED.test(entry.name) ? [path] : [];
  });
}
