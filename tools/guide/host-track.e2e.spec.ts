import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificate } from '../../apps/jira-plugin-e2e/src/harness/certificate.ts';
import { until } from '../../apps/jira-plugin-e2e/src/harness/until.ts';
import { freePort, Worlds } from '../../apps/jira-plugin-e2e/src/harness/worlds.ts';
import { release } from '../package/release.ts';
import { publishedPackages } from '../packages/published.ts';
import { hostBlocks, walkScript } from './host-track.ts';

const root = join(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;
const withoutRoot = isRoot ? '' : 'skipped, a machine folder needs root: ';
const version = publishedPackages(root).find(({ name }) => name === 'teleport-jira')?.version ?? '';
const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8');

describe.skipIf(!isRoot)(`${withoutRoot}the host track of the guide`, () => {
  let folder: string;
  let worlds: Worlds;
  let port: number;
  let machine: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'host-track-'));
    for (const part of ['given', 'overlay']) mkdirSync(join(folder, part));
    worlds = await Worlds.start();
    port = await freePort();
    await give();
    machine = spawn('unshare', ['--mount', 'sh', join(import.meta.dirname, 'machine.sh'), folder, root], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [machine.stdout, machine.stderr])
      stream?.on('data', (data: Buffer) => (printed += data.toString()));
  }, 300_000);

  afterAll(async () => {
    await worlds.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes from a bare machine to an approved request', async () => {
    await until('the end of the walk', () => {
      if (machine.exitCode !== null) throw new Error(`It stopped:\n${printed}`);
      return printed.includes('== walked') ? true : undefined;
    });
    expect(printed).toContain(`teleport-jira v${version} git:`);
    expect(printed).toContain('Plugin is ready');
    const { jira, teleport } = worlds;
    await jira.sendWebhooksTo(`https://127.0.0.1:${port}/`);
    const { id } = await teleport.request();
    await jira.move(await jira.issue(id), 'Approved');
    await teleport.reaches(id, 'approved');
    const ended = new Promise((resolve) => machine.once('close', resolve));
    machine.stdin?.end('end\n');
    expect(await ended).toBe(0);
  }, 240_000);

  /** What the reader brings: the tarball, a certificate, an identity and addresses. */
  async function give(): Promise<void> {
    const given = (name: string) => join(folder, 'given', name);
    const output = join(folder, 'release');
    const commit = { gitRef: '0123456789ab', epoch: 1_780_000_000 };
    const [tarball = ''] = await release({ root, version, commit, arches: ['x64'], output });
    copyFileSync(join(output, tarball), given(tarball));
    const { key, cert } = await certificate();
    writeFileSync(given('server.key'), key);
    writeFileSync(given('server.crt'), cert);
    copyFileSync(worlds.teleport.identity, given('identity'));
    copyFileSync(join(import.meta.dirname, 'stand-ins.sh'), given('stand-ins.sh'));
    const edits = {
      'addr = "teleport.example.com:443"': `addr = "${worlds.teleport.address}"`,
      '"https://my-jira.atlassian.net"': `"${worlds.jira.url}"`,
      'username = "teleport-bot@example.com"': 'username = "plugin@example.com"',
      'api_token = "token"': 'api_token = "/var/lib/teleport/plugins/jira/api-token"',
      '[http]\n': `[http]\nlisten_addr = "127.0.0.1:${port}"\n`,
    };
    writeFileSync(given('walk.sh'), walkScript(hostBlocks(guide), { token: 'plugin-token', edits }));
    execFileSync('sh', ['-n', given('walk.sh')], { timeout: 10_000 });
  }
});
