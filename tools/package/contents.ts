import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleConfig } from '@org/plugin-host';
import { jiraFormat } from '../../apps/jira-plugin/src/config/jira-format.ts';

/** A file of a package: its path, its text, and whether it is run. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly executable?: true;
}

/** What a package holds beside the executable. */
export interface Contents {
  readonly root: string;
  readonly notices: string;
  readonly sbom: string;
}

/** The text files of the tarball. */
export function tarballFiles({ root, notices, sbom }: Contents): readonly TextFile[] {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  return [
    { path: 'install', text: read('deploy/package/install'), executable: true },
    { path: 'teleport-jira.example.toml', text: exampleConfig(jiraFormat) },
    { path: 'teleport-jira.service', text: read('deploy/systemd/teleport-jira.service') },
    { path: 'LICENSE', text: read('LICENSE') },
    { path: 'NOTICE', text: read('NOTICE') },
    { path: 'CHANGELOG.md', text: read('CHANGELOG.md') },
    { path: 'THIRD-PARTY-NOTICES', text: notices },
    { path: 'sbom.cdx.json', text: sbom },
  ];
}

/** The text files of the Debian package, below its root. Its executable is in /usr/bin, as Debian wants it. */
export function debianFiles(contents: Contents): readonly TextFile[] {
  const docs = 'usr/share/doc/teleport-jira';
  const paths: Readonly<Record<string, string>> = {
    'teleport-jira.example.toml': `${docs}/examples/teleport-jira.toml`,
    'teleport-jira.service': 'usr/lib/systemd/system/teleport-jira.service',
    LICENSE: `${docs}/copyright`,
    NOTICE: `${docs}/NOTICE`,
    'CHANGELOG.md': `${docs}/changelog`,
    'THIRD-PARTY-NOTICES': `${docs}/THIRD-PARTY-NOTICES`,
    'sbom.cdx.json': `${docs}/sbom.cdx.json`,
  };
  return tarballFiles(contents).flatMap(({ path, text }) => {
    const target = paths[path];
    return target === undefined
      ? []
      : [{ path: target, text: text.replace('/usr/local/bin/teleport-jira', '/usr/bin/teleport-jira') }];
  });
}

/** Writes files with modes of their own, whatever the umask. */
export function writeFiles(folder: string, files: readonly TextFile[]): void {
  for (const { path, text, executable } of files) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: executable === true ? 0o755 : 0o644 });
  }
}

/** Copies the Teleport roles, which the guide's first step needs. */
export function copyRoles(root: string, folder: string): void {
  cpSync(join(root, 'deploy/teleport'), join(folder, 'teleport'), { recursive: true });
}
