import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PublishedPackage } from './published.ts';

const PACK_MS = 60_000;

/** A package as it goes to the registry. */
export interface PackedPackage extends PublishedPackage {
  /** The tarball. */
  readonly tarball: string;
  /** The tarball's content, unpacked. */
  readonly unpacked: string;
}

/** Packs a built package into `folder` and unpacks it beside the tarball. */
export function pack(
  one: PublishedPackage,
  { root, folder }: { root: string; folder: string },
): PackedPackage {
  const staged = join(folder, `staged-${one.name.replace('/', '-')}`);
  const from = join(root, one.folder);
  cpSync(from, staged, { recursive: true, filter: (path) => belongs(from, relative(from, path)) });
  const args = ['pack', staged, '--silent', '--ignore-scripts', '--pack-destination', folder];
  const file = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: PACK_MS }).trim();
  const tarball = join(folder, file);
  const unpacked = tarball.replace(/\.tgz$/, '');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { timeout: PACK_MS });
  return { ...one, tarball, unpacked };
}

/** Whether a file of a package's folder is of this build: in `dist` an earlier layout of the sources may have left some. */
function belongs(folder: string, path: string): boolean {
  if (/^(node_modules|out-tsc)(\/|$)/.test(path)) return false;
  const [, output] = /^dist\/(.+)\.(?:d\.ts|js)(?:\.map)?$/.exec(path) ?? [];
  if (output === undefined) return true;
  // What is built from src alone lies in dist itself; what is built from further folders too, in dist/src.
  const sources = existsSync(join(folder, 'dist/src')) ? folder : join(folder, 'src');
  return existsSync(join(sources, `${output}.ts`));
}
