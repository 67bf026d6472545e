import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Program } from '../../apps/jira-plugin-e2e/src/harness/program.ts';
import { freePort, Worlds } from '../../apps/jira-plugin-e2e/src/harness/worlds.ts';
import { publishedPackages } from '../packages/published.ts';
import { sha256 } from './checksums.ts';
import { buildExecutable } from './executable.ts';
import { release } from './release.ts';

const root = join(import.meta.dirname, '../..');
const version = publishedPackages(root).find(({ name }) => name === 'teleport-jira')?.version ?? '';
const tarball = `teleport-access-jira-v${version}-linux-amd64-bin.tar.gz`;
const deb = `teleport-jira_${version}_amd64.deb`;

/** Not the one that is checked out: that may change while this runs. */
const commit = { gitRef: '0123456789ab', epoch: 1_780_000_000 };

/** No Node and no repository: what a server has that was given the tarball alone. */
const BARE = { PATH: '/nonexistent', NODE_PATH: '', NODE_OPTIONS: '' };

let folder: string;
let unpacked: string;
let executable: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tarball-'));
  await release({ root, version, commit, arches: ['x64'], output: join(folder, 'first') });
  execFileSync('tar', ['-xzf', join(folder, 'first', tarball), '-C', folder], { timeout: 60_000 });
  unpacked = join(folder, 'teleport-access-jira');
  executable = join(unpacked, 'teleport-jira');
}, 400_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  execFileSync(executable, args, { cwd: '/', env: BARE, encoding: 'utf8', timeout: 30_000 });

it('holds what a host needs, with checksums that are right', () => {
  execFileSync('sha256sum', ['--check', '--quiet', '--strict', 'SHA256SUMS'], {
    cwd: unpacked,
    timeout: 30_000,
  });
  const listed = readFileSync(join(unpacked, 'SHA256SUMS'), 'utf8')
    .split('\n')
    .flatMap((line) => line.split('  ').slice(1));
  for (const name of [
    'LICENSE',
    'NOTICE',
    'THIRD-PARTY-NOTICES',
    'install',
    'sbom.cdx.json',
    'teleport-jira',
    'teleport-jira.example.toml',
    'teleport-jira.service',
    'teleport/editor-request-rbac.yaml',
  ]) {
    expect(listed).toContain(name);
  }
  const bill = JSON.parse(readFileSync(join(unpacked, 'sbom.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: { name: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.components.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['grpc-js', 'fastify', 'got']),
  );
});

it('prints its version and its example without Node and repository', () => {
  expect(run('version')).toMatch(
    new RegExp(`^teleport-jira v${version.replaceAll('.', '\\.')} git:${commit.gitRef} node26\\.`),
  );
  expect(run('configure')).toBe(readFileSync(join(unpacked, 'teleport-jira.example.toml'), 'utf8'));
});

it('approves a request against both mocks, and says what it costs', async () => {
  const worlds = await Worlds.start();
  try {
    const port = await freePort();
    const file = join(folder, 'plugin.toml');
    writeFileSync(file, configuration(worlds, port));
    const start = performance.now();
    const program = new Program('jira-plugin', ['start', '-c', file, '--insecure-no-tls'], {
      env: BARE,
      executable,
    });
    try {
      await program.printed(/Plugin is ready/);
      const ready = performance.now() - start;
      await worlds.jira.sendWebhooksTo(`http://127.0.0.1:${port}/`);
      const { id } = await worlds.teleport.request();
      await worlds.jira.move(await worlds.jira.issue(id), 'Approved');
      await worlds.teleport.reaches(id, 'approved');
      const memory =
        Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${program.pid}/status`, 'utf8'))?.[1]) / 1024;
      const size = statSync(executable).size / 1e6;
      const packed = statSync(join(folder, 'first', tarball)).size / 1e6;
      console.log(
        `executable ${size.toFixed(1)} MB, packed ${packed.toFixed(1)} MB, ready after ${ready.toFixed(0)} ms, memory ${memory.toFixed(0)} MB`,
      );
      expect(memory).toBeLessThan(200);
    } finally {
      expect(await program.end()).toEqual({ code: 0, signal: null });
    }
  } finally {
    await worlds.stop();
  }
}, 120_000);

it('is the same, byte for byte, when it is built again; so is the Debian package', async () => {
  await release({ root, version, commit, arches: ['x64'], output: join(folder, 'second') });
  for (const name of [tarball, deb]) {
    expect(sha256(join(folder, 'second', name)), name).toBe(sha256(join(folder, 'first', name)));
  }
}, 400_000);

it('makes an executable for arm64; only the format of its file can be seen on amd64', () => {
  const bundle = join(folder, 'tiny.mjs');
  writeFileSync(bundle, 'console.log(1);\n');
  const output = join(folder, 'arm64');
  buildExecutable({ bundle, arch: 'arm64', output, work: folder });
  const head = readFileSync(output).subarray(0, 20);
  expect(head.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
  expect(head.readUInt16LE(18), 'the machine: AArch64').toBe(0xb7);
}, 200_000);

it('the Debian package has its files where Debian wants them, and starts nothing', () => {
  const file = join(folder, 'first', deb);
  const paths = execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8', timeout: 30_000 });
  for (const path of [
    './usr/bin/teleport-jira',
    './usr/lib/systemd/system/teleport-jira.service',
    './usr/share/doc/teleport-jira/copyright',
  ]) {
    expect(paths).toContain(path);
  }
  expect(paths).not.toMatch(/ \.\/etc\/|\/usr\/local\//);
  const control = join(folder, 'control');
  execFileSync('dpkg-deb', ['--control', file, control], { timeout: 30_000 });
  expect(readFileSync(join(control, 'postinst'), 'utf8')).not.toMatch(/systemctl (start|enable|restart)/);
  const unit = execFileSync(
    'sh',
    ['-c', `dpkg-deb --fsys-tarfile ${file} | tar -xO ./usr/lib/systemd/system/teleport-jira.service`],
    { encoding: 'utf8', timeout: 60_000 },
  );
  expect(unit).toContain('ExecStart=/usr/bin/teleport-jira start');
});

function configuration({ teleport, jira }: Worlds, port: number): string {
  return `[teleport]
addr = "${teleport.address}"
identity = "${teleport.identity}"
[jira]
url = "${jira.url}"
username = "plugin@example.com"
api_token = "plugin-token"
project = "TAR"
[http]
listen_addr = "127.0.0.1:${port}"
`;
}
