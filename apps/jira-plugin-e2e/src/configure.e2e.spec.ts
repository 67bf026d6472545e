import { writeFile } from 'node:fs/promises';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { certificate } from './harness/certificate.ts';
import { Program } from './harness/program.ts';
import { freePort, Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

/** What the original's guide prints, to the letter. */
const guide = `# Example Jira plugin configuration TOML file
[teleport]
# Proxy Service domain and HTTPS port
auth_server = "myinstance.teleport.sh:443"
# Teleport identity file location
identity = "/var/lib/teleport/plugins/jira/identity"
# Refresh identity file on a periodic basis.
refresh_identity = true

[jira]
url = "https://[my-jira].atlassian.net"    # JIRA URL
username = "[email protected]"               # JIRA username
api_token = "token"                        # JIRA API token
project = "TAR"                            # JIRA Project key

[http]
# URL on which webhook server is accessible externally, for example,
# [https://]teleport-jira.example.com
public_addr = "example.com"
https_key_file = "/var/lib/teleport/plugins/jira/server.key"  # TLS private key
https_cert_file = "/var/lib/teleport/plugins/jira/server.crt" # TLS certificate

[log]
output = "stderr" # Logger output. Could be "stdout", "stderr" or "/var/lib/teleport/jira.log"
severity = "INFO" # Logger severity. Could be "INFO", "ERROR", "DEBUG" or "WARN".
`;

it('works with what configure prints once its placeholders are replaced', async () => {
  const program = new Program('jira-plugin', ['configure']);
  expect(await program.ended).toEqual({ code: 0, signal: null });
  const text = replaced(program.output, {
    'addr = "teleport.example.com:443"': `addr = "${worlds.teleport.address}"`,
    '"https://my-jira.atlassian.net"': `"${worlds.jira.url}"`,
    'username = "teleport-bot@example.com"': 'username = "plugin@example.com"',
  });
  await expectToWork(text);
});

it("works with the file of the original's guide once its placeholders are replaced", async () => {
  const text = replaced(guide, {
    'myinstance.teleport.sh:443': worlds.teleport.address,
    'https://[my-jira].atlassian.net': worlds.jira.url,
    '[email protected]': 'plugin@example.com',
  });
  await expectToWork(text);
});

/** Replaces what both files have in common, starts the plugin on it, and takes a request the whole way over HTTPS. */
async function expectToWork(text: string): Promise<void> {
  const { jira, teleport, dir } = worlds;
  const { key, cert } = await certificate();
  await writeFile(join(dir, 'server.key'), key);
  await writeFile(join(dir, 'server.crt'), cert);
  const port = await freePort();
  const file = replaced(text, {
    '"/var/lib/teleport/plugins/jira/identity"': `"${teleport.identity}"`,
    'api_token = "token"': 'api_token = "plugin-token"',
    '"/var/lib/teleport/plugins/jira/server.key"': `"${join(dir, 'server.key')}"`,
    '"/var/lib/teleport/plugins/jira/server.crt"': `"${join(dir, 'server.crt')}"`,
    // The default port is a real machine's to give; a test takes a free one of the loopback.
    '[http]\n': `[http]\nlisten_addr = "127.0.0.1:${port}"\n`,
  });
  const plugin = await worlds.run(file);
  await plugin.printed(/Plugin is ready/);
  expect(await status(`https://127.0.0.1:${port}`, cert)).toEqual({ status: 200, body: '' });
  await jira.sendWebhooksTo(`https://127.0.0.1:${port}/`);
  const { id } = await teleport.request();
  await jira.move(await jira.issue(id), 'Approved');
  await teleport.reaches(id, 'approved');
  expect(await plugin.end()).toEqual({ code: 0, signal: null });
}

/** Each text to replace must be there: a file that lost it would be tested for something else. */
function replaced(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((result, [from, to]) => {
    expect(result).toContain(from);
    return result.replace(from, () => to);
  }, text);
}

/** GET /status over HTTP/2. */
async function status(url: string, ca: string): Promise<{ status: unknown; body: string }> {
  const session = connect(url, { ca });
  try {
    return await new Promise((resolve, reject) => {
      session.on('error', reject);
      const stream = session.request({ ':path': '/status' });
      let code: unknown;
      let body = '';
      stream.setEncoding('utf8');
      stream.on('response', (headers) => (code = headers[':status']));
      stream.on('data', (chunk: string) => (body += chunk));
      stream.on('end', () => resolve({ status: code, body }));
      stream.on('error', reject);
    });
  } finally {
    session.close();
  }
}
