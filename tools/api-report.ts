/**
 * The public names of each library, as `libs/<library>/api/*.api.md`; a review sees there what a change does to users.
 * `npx tsx tools/api-report.ts` compares, `--write` writes. The libraries must be built.
 */
import { join } from 'node:path';
import { apiReport } from './packages/api-report.ts';
import { publishedPackages } from './packages/published.ts';

const root = join(import.meta.dirname, '..');
const write = process.argv.includes('--write');
const differing = publishedPackages(root).flatMap((one) =>
  one.entryPoints
    .filter((entryPoint) => apiReport({ root, one, entryPoint, write }) === 'differs')
    .map(({ path }) => `${one.name}${path.slice(1)}`),
);
if (differing.length > 0 && !write) {
  console.error(
    `The public names of ${differing.join(', ')} are not those of the checked-in reports. ` +
      'If users may notice it, say so in CHANGELOG.md; then run: npx tsx tools/api-report.ts --write',
  );
  process.exitCode = 1;
}
