import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Waits for both mocks, writes a configuration, makes a first request, and runs the plugin between them. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}.demo`;
const jira = 'http://127.0.0.1:8090';
const teleport = 'http://127.0.0.1:3080';
const startupMs = 60_000;

const config = `# Written by the demo. Nothing outside this machine is reached.
[teleport]
addr = "127.0.0.1:3025"
identity = "${folder}/identity"

[jira]
url = "${jira}"
username = "plugin@example.com"
api_token = "plugin-token"
project = "TAR"

[http]
listen_addr = "127.0.0.1:8081"
webhook_secret = "demo-webhook-secret"

[sync]
interval = "15s"
`;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function waitFor(url: string): Promise<void> {
  const deadline = performance.now() + startupMs;
  while (!(await answers(url))) {
    if (performance.now() > deadline) {
      throw new Error(`${url} did not answer within a minute. Is its port taken by something else?`);
    }
    await sleep(200);
  }
}

async function firstRequest(): Promise<void> {
  const body = { user: 'alice', roles: ['editor'], reason: 'Roll back the release that broke checkout' };
  await fetch(`${teleport}/_mock/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

mkdirSync(folder, { recursive: true });
await Promise.all([waitFor(`${jira}/_mock/state`), waitFor(`${teleport}/_mock/state`)]);
writeFileSync(`${folder}/teleport-jira.toml`, config);
const args = ['--conditions=@org/source', 'apps/jira-plugin/src/main.ts', 'start', '--insecure-no-tls'];
const plugin = spawn(`${root}node_modules/.bin/tsx`, [...args, '-c', `${folder}/teleport-jira.toml`], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => plugin.kill(signal));
plugin.on('exit', (code) => process.exit(code ?? 0));
await waitFor('http://127.0.0.1:8081/readyz');
await firstRequest();
process.stdout.write(`
  Both worlds are up.
    Jira board      ${jira}/        drag the card to Approved or Denied
    Teleport page   ${teleport}/        see the request follow, make more
    Configuration   ${folder}/teleport-jira.toml
  Ctrl-C ends everything.

`);
