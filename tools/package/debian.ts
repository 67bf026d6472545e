import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeArch } from '../node/releases.ts';
import { writeFiles, type TextFile } from './contents.ts';

const BUILD_MS = 300_000;

/** A Debian package to build from a folder that holds the executable already. */
export interface DebianRequest {
  readonly root: string;
  /** The package's root, with `usr/bin/teleport-jira`. */
  readonly folder: string;
  readonly files: readonly TextFile[];
  readonly version: string;
  readonly arch: NodeArch;
  readonly output: string;
  readonly epoch: number;
}

/** Debian's word for an architecture, which is also the one in the tarball's name. */
export function debianArch(arch: NodeArch): 'amd64' | 'arm64' {
  return arch === 'x64' ? 'amd64' : 'arm64';
}

/** Builds the package with dpkg-deb: the same content gives the same bytes. */
export function buildDebianPackage(request: DebianRequest): void {
  const { folder, files, output, epoch } = request;
  writeFiles(folder, [...files, control(request), ...maintainerScripts(request.root)]);
  chmodSync(folder, 0o755);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', folder, output], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
    stdio: 'pipe',
    timeout: BUILD_MS,
  });
}

function control({ version, arch }: DebianRequest): TextFile {
  const text = `Package: teleport-jira
Version: ${version.replace('-', '~')}
Architecture: ${debianArch(arch)}
Maintainer: The teleport-jira authors <maintainers@example.invalid>
Section: net
Priority: optional
Depends: libc6 (>= 2.28), libstdc++6, adduser
Description: Teleport access requests on a Jira board
 Keeps Teleport access requests and the cards of a Jira board in agreement:
 a request becomes a card, a moved card becomes a decision.
`;
  return { path: 'DEBIAN/control', text };
}

function maintainerScripts(root: string): readonly TextFile[] {
  return ['postinst', 'prerm', 'postrm'].map((name) => ({
    path: `DEBIAN/${name}`,
    text: readFileSync(join(root, 'deploy/package/debian', name), 'utf8'),
    executable: true,
  }));
}
