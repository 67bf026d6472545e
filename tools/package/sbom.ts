import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const SBOM_MS = 180_000;

/** The bill of materials of the plugin as CycloneDX JSON, from the lock file. The same lock file gives the same text. */
export function sbom(root: string): string {
  const args = [
    '--package-lock-only',
    '--omit',
    'dev',
    '--workspace',
    'apps/jira-plugin',
    '--output-reproducible',
  ];
  return execFileSync(join(root, 'node_modules/.bin/cyclonedx-npm'), [...args, '--output-format', 'JSON'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SBOM_MS,
  });
}
