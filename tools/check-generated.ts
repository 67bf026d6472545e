/** Generates the protobuf code again, beside the committed one, and compares the two byte by byte. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { differences } from './generated/differences.ts';

const root = join(import.meta.dirname, '..');
const PROJECTS = ['libs/teleport-client', 'libs/teleport-fake'];

function filesUnder(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

function faultsOf(project: string): readonly string[] {
  const target = mkdtempSync(join(tmpdir(), 'generated-'));
  try {
    execFileSync('buf', ['generate', '-o', target], {
      cwd: join(root, project),
      env: { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter) },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 60_000,
    });
    const found = differences(
      filesUnder(join(root, project, 'src/gen')),
      filesUnder(join(target, 'src/gen')),
    );
    return found.map((fault) => `${project}/src/gen/${fault}`);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

const faults = PROJECTS.flatMap(faultsOf);
if (faults.length > 0) {
  console.error(
    `Generated code and .proto files differ; run: npx nx run-many -t generate\n${faults.join('\n')}`,
  );
  process.exitCode = 1;
} else {
  console.log(`The generated code of ${PROJECTS.join(' and ')} is what its .proto files give.`);
}
