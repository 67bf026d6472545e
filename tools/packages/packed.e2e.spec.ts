import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { danglingReferences } from './dangling.ts';
import { pack, type PackedPackage } from './pack.ts';
import { publishedPackages } from './published.ts';

const root = join(import.meta.dirname, '../..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const published = publishedPackages(root);
const libraries = published.filter(({ entryPoints }) => entryPoints.length > 0);

/** The empty project has no types of Node; declarations of third parties are not ours to check. */
const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types'), '--skipLibCheck'];

/** An empty project with the packed packages, and what the registry gives for their dependencies. */
let project: string;
let packed: ReadonlyMap<string, PackedPackage>;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'packed-'));
  const folder = join(project, 'tarballs');
  mkdirSync(folder);
  packed = new Map(published.map((one) => [one.name, pack(one, { root, folder })]));
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const tarballs = [...packed.values()].map(({ tarball }) => tarball);
  // Strict: what the registry gives for a range must run on the Node that our own engines field promises. (Fastify's range
  // for light-my-request would bring one that wants Node 22; our packages therefore name the last one that does not.)
  const strict = ['--engine-strict', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['install', ...strict, ...tarballs]);
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

it.each(published)('$name holds every file that it points at, and no test', ({ name }) => {
  const { unpacked } = found(name);
  expect(danglingReferences(unpacked)).toEqual([]);
  const files = run('find', [unpacked, '-type', 'f']).split('\n');
  expect(files.filter((file) => /\.(spec|fixture)\.|planted|tsbuildinfo/.test(file))).toEqual([]);
});

it.each(published)('publint finds nothing in $name', async ({ name }) => {
  const { unpacked } = found(name);
  const { messages } = await publint({ pkgDir: unpacked, pack: false, strict: true });
  const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(messages.map((message) => formatMessage(message, manifest, { color: false }))).toEqual([]);
});

it.each(libraries)('attw finds the types of $name from each kind of resolution', ({ name }) => {
  // They are ES modules: what CommonJS would see of them is not asked.
  const args = [
    found(name).tarball,
    '--profile',
    'esm-only',
    '--no-emoji',
    '--no-color',
    '--format',
    'ascii',
  ];
  const problems = run(bin('attw'), args)
    .split('\n')
    .filter((line) => line.includes('/docs/problems/') && !line.includes('(ignored per resolution)'));
  expect(problems).toEqual([]);
});

it.each(['nodenext', 'bundler'])('every entry point type-checks with %s', (resolution) => {
  const names = libraries.flatMap(({ name, entryPoints }) =>
    entryPoints.map(({ path }) => name + path.slice(1)),
  );
  const lines = names.map(
    (name, index) =>
      `import * as m${index} from '${name}';\nexport const k${index} = Object.keys(m${index});\n`,
  );
  writeFileSync(join(project, 'all.ts'), lines.join(''));
  const kind = resolution === 'bundler' ? ['--module', 'esnext'] : ['--module', 'nodenext'];
  run(bin('tsc7'), [
    'all.ts',
    ...kind,
    '--moduleResolution',
    resolution,
    '--target',
    'es2023',
    '--strict',
    '--noEmit',
    ...types,
  ]);
  expect(names.length).toBeGreaterThanOrEqual(10);
});

it.each(libraries)(
  'the first example in the README of $name compiles, and runs on plain Node',
  ({ name, folder }) => {
    const readme = readFileSync(join(root, folder, 'README.md'), 'utf8');
    const code = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
    expect(code).toContain(name);
    const file = `example-${folder.replace('/', '-')}`;
    writeFileSync(join(project, `${file}.ts`), code);
    run(bin('tsc7'), [`${file}.ts`, '--module', 'nodenext', '--target', 'es2023', '--strict', ...types]);
    run('node', [`${file}.js`]);
  },
);

it('teleport-jira runs from the registry’s package', () => {
  const { version } = found('teleport-jira');
  expect(run('node_modules/.bin/teleport-jira', ['version'])).toMatch(`teleport-jira v${version} git:`);
});

function found(name: string): PackedPackage {
  const one = packed.get(name);
  if (one === undefined) throw new Error(`${name} was not packed`);
  return one;
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: project, encoding: 'utf8', timeout: 240_000 });
}
