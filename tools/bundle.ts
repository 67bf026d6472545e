/** `npm run bundle -- --output <folder> [--git-ref <commit>]`: the plugin as one ES module, with the notices, for the image. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundlePlugin } from './package/bundle.ts';
import { packageNotices } from './package/notices.ts';
import { publishedPackages } from './packages/published.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { output: { type: 'string' }, 'git-ref': { type: 'string', default: 'none' } },
});
if (values.output === undefined) throw new Error('--output is missing: name the folder for the bundle.');
const version = publishedPackages(root).find(({ name }) => name === 'teleport-jira')?.version;
if (version === undefined) throw new Error('apps/jira-plugin/package.json names no package "teleport-jira".');

mkdirSync(values.output, { recursive: true });
const identity = { version, gitRef: values['git-ref'] };
const packages = await bundlePlugin({ root, identity, outfile: join(values.output, 'teleport-jira.mjs') });
writeFileSync(join(values.output, 'THIRD-PARTY-NOTICES'), packageNotices(packages));
