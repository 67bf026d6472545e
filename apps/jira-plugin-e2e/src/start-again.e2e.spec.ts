import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addFault, type Fault } from './harness/control-api.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

const failFast = { env: { TELEPORT_PLUGIN_FAIL_FAST: 'true' } };
const resetPing: Fault = { match: { method: 'Ping' }, when: 'before', action: 'drop', times: 1 };

it('outlives a connection to Teleport that is reset at start', async () => {
  await addFault(worlds.teleport.url, resetPing);
  const plugin = await worlds.unready();
  await plugin.printed(/WARN Teleport cannot be reached; it is tried again .*code=connection-lost/);
  await plugin.printed(/Plugin is ready/);
});

it('outlives a Jira that fails at start', async () => {
  const match = { path: '/rest/api/3/myself' };
  const outage = await worlds.jira.fault({ match, when: 'before', action: 'error', status: 503 });
  const plugin = await worlds.unready();
  await plugin.printed(/WARN Jira cannot be reached; it is tried again .*code=unavailable/);
  await outage.remove();
  await plugin.printed(/Plugin is ready/);
});

it('ends at once on what can pass when it is told to fail fast, with code and address', async () => {
  await addFault(worlds.teleport.url, resetPing);
  const plugin = await worlds.unready({}, failFast);
  expect(await plugin.ended).toEqual({ code: 1, signal: null });
  const address = worlds.teleport.address;
  expect(plugin.output).toContain(`teleport-jira: [teleport] Teleport at ${address}: [connection-lost] Ping`);
});

it('names code and address of a Jira where nothing listens', async () => {
  const url = `http://127.0.0.1:${await unusedPort()}`;
  const patient = await worlds.unready({ jira: { url } });
  await patient.printed(/WARN Jira cannot be reached; it is tried again .*code=network .*ECONNREFUSED/);
  expect(await patient.end()).toEqual({ code: 0, signal: null });
  const plugin = await worlds.unready({ jira: { url } }, failFast);
  expect(await plugin.ended).toEqual({ code: 1, signal: null });
  expect(plugin.output).toContain(`teleport-jira: [jira] Jira at ${url}: [network] read server info: `);
});

it('tells of a silent Jira within the time-out of a call', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  try {
    const url = `http://127.0.0.1:${await portOf(silent)}`;
    const begin = performance.now();
    const plugin = await worlds.unready({ jira: { url }, sync: { call_timeout: '2s' } }, failFast);
    await plugin.ended;
    expect(plugin.output).toContain(`[jira] Jira at ${url}: [timeout]`);
    // Far above 2 s on a busy machine, and below two such time-outs with the start of a process.
    expect(performance.now() - begin).toBeLessThan(12_000);
  } finally {
    silent.close();
  }
});

it('keeps the pid file of the original guide while it runs, and replaces a stale one', async () => {
  const file = join(worlds.dir, 'teleport-jira.pid');
  await writeFile(file, '999999999\n');
  const plugin = await worlds.unready({}, { flags: ['--insecure-no-tls', '--pid-file', file] });
  await plugin.printed(/Plugin is ready/);
  expect(await readFile(file, 'utf8')).toBe(`${plugin.pid}\n`);
  await plugin.end();
  expect(existsSync(file)).toBe(false);
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}
