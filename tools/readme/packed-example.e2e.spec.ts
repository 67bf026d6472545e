import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const core = join(root, 'libs/access-plugin-core');
const compiler = join(root, 'node_modules/.bin/tsc7');

/** An empty project with the packed core and nothing else in it. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'packed-core-'));
  // A build of its own: files of an earlier layout may still lie in the folder of the usual one.
  const source = join(project, 'source');
  mkdirSync(source);
  copyFileSync(join(core, 'package.json'), join(source, 'package.json'));
  const dist = join(source, 'dist');
  const config = join(core, 'tsconfig.lib.json');
  run(compiler, ['-p', config, '--outDir', dist, '--incremental', 'false', '--composite', 'false']);
  const tarball = run('npm', ['pack', source, '--silent']).trim();
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`]);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

it('compiles the example of the README and runs it on plain Node, with no test runner installed', () => {
  copyFileSync(join(import.meta.dirname, 'example.ts'), join(project, 'example.ts'));
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
  run(compiler, ['example.ts', '--module', 'nodenext', '--target', 'es2023', '--strict', ...types]);
  const main =
    "import { requestBecomesDecision } from './example.js';\n" +
    'console.log(await requestBecomesDecision(AbortSignal.timeout(20_000)));\n';
  writeFileSync(join(project, 'main.js'), main);
  expect(existsSync(join(project, 'node_modules/vitest'))).toBe(false);
  expect(run('node', ['main.js'])).toBe('approved\n');
});

it('runs a seeded world on plain Node', () => {
  const main =
    "import { createAccessPlugin } from '@org/access-plugin-core';\n" +
    "import { makePlan, simulate } from '@org/access-plugin-core/simulation';\n" +
    'const outcome = await simulate(makePlan(1, 2), { make: createAccessPlugin });\n' +
    'console.log(JSON.stringify(outcome.violations));\n';
  writeFileSync(join(project, 'world.js'), main);
  expect(run('node', ['world.js'])).toBe('[]\n');
});

it('publishes neither specs nor planted faults', () => {
  const files = run('find', ['node_modules/@org/access-plugin-core', '-type', 'f']).split('\n');
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => /planted|\.spec\.|\.fixture\./.test(file))).toEqual([]);
});

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: project, encoding: 'utf8', timeout: 50_000 });
}
