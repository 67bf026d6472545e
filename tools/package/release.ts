import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeArch } from '../node/releases.ts';
import { archive } from './archive.ts';
import { bundlePlugin, type BuildIdentity } from './bundle.ts';
import { checksums } from './checksums.ts';
import { copyRoles, debianFiles, tarballFiles, writeFiles, type Contents } from './contents.ts';
import { buildDebianPackage, debianArch } from './debian.ts';
import { buildExecutable } from './executable.ts';
import { thirdPartyNotices } from './notices.ts';
import { sbom } from './sbom.ts';

/** The folder in the tarball; the name that the original's guide goes into. */
const FOLDER = 'teleport-access-jira';
const GIT_MS = 10_000;

/** What a release is made of; the same commit gives the same bytes. */
export interface Commit {
  /** As `git rev-parse --short=12` prints it. */
  readonly gitRef: string;
  /** Seconds since the epoch; the time of every file. */
  readonly epoch: number;
}

/** The commit that is checked out. */
export function checkedOut(root: string): Commit {
  const [gitRef, time] = git(root, ['log', '-1', '--abbrev=12', '--format=%h %ct']).split(' ');
  if (gitRef === undefined || time === undefined) throw new Error(`git names no commit in ${root}.`);
  return { gitRef, epoch: Number(time) };
}

/** What to release, and where to. */
export interface ReleaseRequest {
  readonly root: string;
  readonly version: string;
  readonly commit: Commit;
  readonly arches: readonly NodeArch[];
  /** Emptied first. */
  readonly output: string;
}

/** A file that was made, by its name in the output folder. */
export type ReleaseFile = string;

/** Builds tarballs and Debian packages for each architecture; answers their names. */
export async function release({
  root,
  version,
  commit,
  arches,
  output,
}: ReleaseRequest): Promise<readonly ReleaseFile[]> {
  const { gitRef, epoch } = commit;
  const identity = { version, gitRef };
  const work = join(output, 'work');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const bundle = join(work, 'teleport-jira.mjs');
  const packages = await bundlePlugin({ root, identity, outfile: bundle });
  const bill = sbom(root);
  const files = arches.flatMap((arch) => {
    const node = buildExecutable({ bundle, arch, output: join(work, `teleport-jira-${arch}`), work });
    const contents = { root, notices: thirdPartyNotices(packages, node), sbom: bill };
    return releaseOf({ arch, contents, identity, epoch, work, output });
  });
  rmSync(work, { recursive: true });
  writeFileSync(join(output, 'SHA256SUMS'), checksums(output));
  return files;
}

interface Parts {
  readonly arch: NodeArch;
  readonly contents: Contents;
  readonly identity: BuildIdentity;
  readonly epoch: number;
  readonly work: string;
  readonly output: string;
}

function releaseOf({ arch, contents, identity, epoch, work, output }: Parts): readonly ReleaseFile[] {
  const { version } = identity;
  const executable = join(work, `teleport-jira-${arch}`);
  const parent = join(work, arch);
  const folder = join(parent, FOLDER);
  writeFiles(folder, tarballFiles(contents));
  copyRoles(contents.root, folder);
  placeExecutable(executable, join(folder, 'teleport-jira'));
  writeFileSync(join(folder, 'SHA256SUMS'), checksums(folder), { mode: 0o644 });
  const tarball = `teleport-access-jira-v${version}-linux-${debianArch(arch)}-bin.tar.gz`;
  archive({ parent, name: FOLDER, output: join(output, tarball), epoch });

  const debian = join(work, `${arch}-debian`);
  mkdirSync(join(debian, 'usr/bin'), { recursive: true });
  placeExecutable(executable, join(debian, 'usr/bin/teleport-jira'));
  const deb = `teleport-jira_${version}_${debianArch(arch)}.deb`;
  const files = debianFiles(contents);
  buildDebianPackage({
    root: contents.root,
    folder: debian,
    files,
    version,
    arch,
    output: join(output, deb),
    epoch,
  });
  return [tarball, deb];
}

function placeExecutable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

function git(root: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', timeout: GIT_MS }).trim();
}
