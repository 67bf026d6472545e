import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const demo = fileURLToPath(new URL('demo.ts', import.meta.url));
const portFlags = ['--jira-port', '--teleport-port', '--auth-port', '--plugin-port'];
const servers: Server[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGTERM');
  for (const server of servers.splice(0)) await closed(server);
});

it.each(portFlags)(
  'npm start with the port of %s taken says so, exits 1, and asks nothing of the other world there',
  async (flag) => {
    const asked: string[] = [];
    const taken = await listening((url) => asked.push(url));
    const ports = { ...(await freePorts()), [flag]: taken };
    const { code, errors } = await ended(started('npm', ['start', '--silent', '--', ...flagsOf(ports)]));
    expect({ code, errors, asked }).toEqual({
      code: 1,
      errors:
        `Port ${taken} (${flag}) is taken: another program listens there.\n` +
        `Stop that program, or choose other ports: npm start -- ${flag} ${taken < 60_000 ? taken + 1000 : taken - 1000}\n`,
      asked: [],
    });
  },
  30_000,
);

it('runs both worlds and the plugin on the ports that flags choose, and ends them together', async () => {
  const ports = await freePorts();
  const child = started(process.execPath, ['--import', 'tsx', demo, ...flagsOf(ports)]);
  const end = ended(child);
  await printed(child, 'Both worlds are up.');
  const state = await fetch(`http://127.0.0.1:${ports['--teleport-port']}/_mock/state`);
  expect(await state.text()).toContain('Roll back the release that broke checkout');
  child.kill('SIGTERM');
  expect((await end).code).toBe(0);
  for (const port of Object.values(ports)) {
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  }
}, 120_000);

function flagsOf(ports: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(ports).flatMap(([flag, port]) => [flag, String(port)]);
}

function started(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { cwd: root });
  children.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<{ readonly code: unknown; readonly errors: string }> {
  let errors = '';
  child.stderr?.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const [code] = (await once(child, 'close')) as readonly unknown[];
  return { code, errors };
}

function printed(child: ChildProcess, words: string): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
      if (output.includes(words)) resolve();
    });
    child.once('exit', () => reject(new Error(`The demo ended early: ${output}`)));
  });
}

async function listening(onRequest: (url: string) => void): Promise<number> {
  const server = createServer((request, response) => {
    onRequest(`${request.method} ${request.url}`);
    response.end('{}');
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Ports that were free a moment ago, one for each flag. */
async function freePorts(): Promise<Record<string, number>> {
  const ports = await Promise.all(portFlags.map(() => listening(() => undefined)));
  for (const server of servers.splice(-portFlags.length)) await closed(server);
  return Object.fromEntries(portFlags.map((flag, index) => [flag, ports[index] ?? 0]));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
