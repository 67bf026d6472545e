/**
 * `npm run package`: the tarballs and Debian packages of teleport-jira, in `dist/release`.
 * `--arch x64` builds for one architecture alone. The Node in them is downloaded once.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NODE_ARCHES } from './node/releases.ts';
import { checkedOut, release } from './package/release.ts';
import { publishedPackages } from './packages/published.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { arch: { type: 'string' } } });
const arches = NODE_ARCHES.filter((arch) => values.arch === undefined || values.arch === arch);
if (arches.length === 0) throw new Error(`--arch takes ${NODE_ARCHES.join(' or ')}, not "${values.arch}".`);
const version = publishedPackages(root).find(({ name }) => name === 'teleport-jira')?.version;
if (version === undefined) throw new Error('apps/jira-plugin/package.json names no package "teleport-jira".');

process.umask(0o022); // modes in the archives do not depend on who builds
const output = join(root, 'dist/release');
for (const file of await release({ root, version, commit: checkedOut(root), arches, output })) {
  console.log(`${file}  ${(statSync(join(output, file)).size / 1e6).toFixed(1)} MB`);
}
