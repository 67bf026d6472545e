import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Children } from './children.ts';
import { demoConfig, webhookSecret } from './demo-config.ts';
import { readPorts, requireFreePorts, type DemoPorts } from './demo-ports.ts';

/** Starts both mocks and the plugin between them, on ports that flags choose, and makes a first request. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}.demo`;
const children = new Children(root);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => children.end(0));

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  children.end(1);
}

async function run(args: readonly string[]): Promise<void> {
  const ports = readPorts(args);
  await requireFreePorts(ports);
  mkdirSync(folder, { recursive: true });
  await Promise.all([startJira(ports), startTeleport(ports)]);
  const file = `${folder}/teleport-jira.toml`;
  // It holds a secret.
  writeFileSync(file, demoConfig(ports, folder), { mode: 0o600 });
  const plugin = ['apps/jira-plugin/src/main.ts', 'start', '--insecure-no-tls', '-c', file];
  await children.start('The plugin', plugin, 'Plugin is ready');
  await firstRequest(ports);
  tellAddresses(ports, file);
}

function startJira(ports: DemoPorts): Promise<void> {
  const webhook = `http://127.0.0.1:${ports['--plugin-port']}/`;
  const flags = ['--port', String(ports['--jira-port']), '--webhook-url', webhook];
  const args = ['apps/jira-mock/src/main.ts', 'start', ...flags, '--webhook-secret', webhookSecret];
  return children.start('The fake Jira', args, 'Jira mock is ready');
}

function startTeleport(ports: DemoPorts): Promise<void> {
  const flags = ['--port', String(ports['--auth-port']), '--web-port', String(ports['--teleport-port'])];
  const args = ['apps/teleport-mock/src/main.ts', 'start', ...flags, '--dir', folder];
  return children.start('The fake Teleport', args, 'teleport-mock is ready');
}

async function firstRequest(ports: DemoPorts): Promise<void> {
  const body = { user: 'alice', roles: ['editor'], reason: 'Roll back the release that broke checkout' };
  await fetch(`http://127.0.0.1:${ports['--teleport-port']}/_mock/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function tellAddresses(ports: DemoPorts, file: string): void {
  process.stdout.write(`
  Both worlds are up.
    Jira board      http://127.0.0.1:${ports['--jira-port']}/        drag the card to Approved or Denied
    Teleport page   http://127.0.0.1:${ports['--teleport-port']}/        see the request follow, make more
    Configuration   ${file}
  Ctrl-C ends everything.

`);
}
