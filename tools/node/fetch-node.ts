import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { nodeRelease, type NodeArch } from './releases.ts';

/** Longer than any download of 60 MB should need. */
const DOWNLOAD_MS = 300_000;
const UNPACK_MS = 60_000;

/** A Node release that lies unpacked in the cache. */
export interface UnpackedNode {
  readonly version: string;
  /** The folder with `bin/node` and `LICENSE`. */
  readonly folder: string;
}

/** Where downloads are kept: outside the repository, so that neither git nor `npm ci` touches them. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'teleport-jira', 'node');
}

/** Answers the release of a major version; the first call downloads it with npm and checks its integrity. */
export function fetchNode(major: string, arch: NodeArch, cache = cacheFolder(process.env)): UnpackedNode {
  const { version, integrity } = nodeRelease(major);
  const expected = integrity[arch];
  if (expected === undefined) {
    throw new Error(
      `tools/node/releases.ts has no integrity of Node ${version} for ${arch}: add it, then try again.`,
    );
  }
  const folder = join(cache, `${version}-${arch}`);
  if (existsSync(join(folder, 'bin/node'))) return { version, folder };
  mkdirSync(cache, { recursive: true });
  // Made aside and renamed: a broken download never looks like a whole one, and two runs may race.
  const aside = mkdtempSync(join(cache, 'download-'));
  try {
    const name = `node-linux-${arch}@${version}`;
    const tarball = execFileSync('npm', ['pack', name, '--silent', '--pack-destination', aside], {
      encoding: 'utf8',
      timeout: DOWNLOAD_MS,
    }).trim();
    checkIntegrity(join(aside, tarball), { name, expected });
    execFileSync('tar', ['-xzf', tarball, '--no-same-owner'], { cwd: aside, timeout: UNPACK_MS });
    if (!existsSync(folder)) renameSync(join(aside, 'package'), folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return { version, folder };
}

/** Throws when a file is not the one that `expected` names. */
export function checkIntegrity(file: string, { name, expected }: { name: string; expected: string }): void {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found === expected) return;
  throw new Error(
    `${name} was downloaded with integrity ${found}, but tools/node/releases.ts has ${expected}.`,
  );
}
