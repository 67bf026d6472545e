import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { MeasuredFile } from './line-budget.ts';

const LEFT_OUT = new Set(['node_modules', 'dist', 'out-tsc', 'gen', 'coverage']);

/** The TypeScript files under a folder, with their lengths; tests and generated code are left out. */
export function sourceFiles(root: string, folder: string): readonly MeasuredFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, folder, entry.name);
    if (entry.isDirectory()) {
      return LEFT_OUT.has(entry.name) ? [] : sourceFiles(root, relative(root, path));
    }
    if (!entry.name.endsWith('.ts') || /\.(spec|fixture)\.ts$/.test(entry.name)) return [];
    return [{ path: relative(root, path), lines: lineCount(readFileSync(path, 'utf8')) }];
  });
}

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
