import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchNode } from '../node/fetch-node.ts';
import { PACKAGED_NODE } from '../node/releases.ts';
import { Chroot } from './chroot.fixture.ts';
import { parseDockerfile } from './dockerfile.ts';

const root = join(import.meta.dirname, '../..');
const image = parseDockerfile(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'));
const isRoot = process.getuid?.() === 0;
const withoutRoot = isRoot ? '' : 'skipped, a chroot needs root: ';

it('installs with npm ci before it builds, takes only the bundle and what it needs, and is not root', () => {
  expect(image.build[0]).toBe('npm ci');
  expect(image.copies.filter(({ to }) => to.includes('node_modules'))).toEqual([]);
  expect(image.user).not.toMatch(/^0:|:0$/);
});

describe.skipIf(!isRoot)(`${withoutRoot}the final stage`, () => {
  let inside: Chroot;

  /** The final stage's files, with Node and a shell where its base image has them. */
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'image-'));
    chmodSync(folder, 0o755);
    inside = new Chroot(folder, image.user);
    const bundle = join(folder, 'opt/bundle');
    // The tests run in an installed repository: `npm ci` is done.
    for (const command of image.build.filter((line) => line !== 'npm ci')) {
      const here = command.replace('/opt/bundle', bundle).replace('"$GIT_REF"', '0123456789ab');
      execFileSync('sh', ['-c', here], { cwd: root, stdio: 'pipe', timeout: 200_000 });
    }
    for (const { from, to } of image.copies) {
      const built = from.startsWith('/opt/bundle/');
      inside.place(built ? join(folder, from) : from.replace('/opt/teleport-jira', root), to);
    }
    inside.placeProgram(join(fetchNode(PACKAGED_NODE, 'x64').folder, 'bin/node'), '/usr/local/bin/node');
    inside.placeProgram('/bin/sh', '/bin/sh');
  }, 300_000);

  afterAll(() => rmSync(inside.folder, { recursive: true, force: true }));

  it.each(['teleport-jira', 'teleport-plugin'])('runs as %s, by nobody in particular', async (name) => {
    const { stdout } = await inside.run([`/usr/local/bin/${name}`, 'version']);
    expect(stdout).toMatch(/^teleport-jira v\S+ git:0123456789ab node26\./);
  });

  it('starts by the command line of the original’s chart, and names the file that is not there', async () => {
    const command = ['/usr/local/bin/teleport-plugin', 'start', '--config', '/etc/teleport-jira.toml'];
    const { code, stderr } = await inside.run(command);
    expect(code).toBe(1);
    expect(stderr).toContain('/etc/teleport-jira.toml');
  });

  it('has the files that its entry point and its health check name', () => {
    const named = [image.entryPoint[0], image.healthCheck[1]];
    expect(named.filter((file) => !existsSync(join(inside.folder, file ?? '')))).toEqual([]);
  });

  it('is healthy when the plugin answers 200, and only then', async () => {
    const server = createServer((request, response) =>
      response.writeHead(request.url === '/livez' ? 200 : 503).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const health = (path: string) =>
      inside.run(image.healthCheck, { TELEPORT_JIRA_HEALTH_URL: `http://127.0.0.1:${port}${path}` });
    expect((await health('/livez')).code).toBe(0);
    expect(await health('/readyz')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('answered 503') as string,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await health('/livez')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ECONNREFUSED') as string,
    });
  }, 60_000);
});
