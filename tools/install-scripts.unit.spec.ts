import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

it('S34: npm runs no install script here, whatever its version', async () => {
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'ignore-scripts'], { cwd: root });
  expect(stdout.trim()).toBe('true');
});

it('S34: every package with an install script is named and refused, for npm 11', () => {
  const lock = z.object({
    packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })),
  });
  const { allowScripts } = z
    .object({ allowScripts: z.record(z.string(), z.boolean()) })
    .parse(json('package.json'));
  const withScript = Object.entries(lock.parse(json('package-lock.json')).packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(withScript.length).toBeGreaterThan(0);
  expect(new Set(withScript.map((name) => allowScripts[name]))).toEqual(new Set([false]));
});
