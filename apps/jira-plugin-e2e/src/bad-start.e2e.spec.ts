import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { certificate } from './harness/certificate.ts';
import { control } from './harness/control-api.ts';
import { Program } from './harness/program.ts';
import { Worlds, type PluginConfig } from './harness/worlds.ts';

/** Stands in the files that are refused. */
const token = 'a-token-nobody-may-see';

let worlds: Worlds;
let stopSite: (() => unknown) | undefined;

beforeAll(async () => {
  worlds = await Worlds.start();
});

afterEach(() => {
  stopSite?.();
  stopSite = undefined;
});

afterAll(() => worlds.stop());

it('says that there is no configuration file', async () => {
  const file = join(worlds.dir, 'nowhere.toml');
  const line = await refusalOf(new Program('jira-plugin', ['start', '-c', file]));
  expect(line).toBe(
    `[config-missing] There is no configuration file ${file}; write one with: teleport-jira configure > ${file}`,
  );
});

it('says that it may not read the configuration file', async () => {
  const file = join(worlds.dir, 'private.toml');
  await writeFile(file, '');
  await chmod(file, 0);
  await chmod(worlds.dir, 0o755);
  // Root may read everything; anybody else will do.
  const other = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  expect(await refusalOf(new Program('jira-plugin', ['start', '-c', file], other))).toMatch(
    /private\.toml cannot be read: this user may not read it; change its owner or mode/,
  );
});

it('says that the configuration file cannot be read for another reason', async () => {
  const file = join(worlds.dir, 'loop.toml');
  await symlink(file, file);
  expect(await refusalOf(new Program('jira-plugin', ['start', '-c', file]))).toMatch(
    /loop\.toml cannot be read: .*ELOOP/,
  );
});

it('says that the configuration file is a directory', async () => {
  const file = join(worlds.dir, 'folder.toml');
  await mkdir(file);
  expect(await refusalOf(new Program('jira-plugin', ['start', '-c', file]))).toMatch(
    /folder\.toml cannot be read: it is a directory; name the file in it/,
  );
});

it('names all faults at once, each with what was expected and an example', async () => {
  const text = await refused(
    {
      teleport: { addr: 'localhost:port' },
      jira: { url: 'ftp://jira', api_token: token, search_lag: 5, project: undefined },
    },
    [],
  );
  expect(text).toMatch(/has 6 faults:/);
  for (const key of [
    'teleport.addr',
    'jira.url',
    'jira.search_lag',
    'jira.project',
    'http.https_key_file',
    'http.https_cert_file',
  ]) {
    const example = `${key.split('.')[1]} = `;
    expect(text).toMatch(new RegExp(`^  ${key} .*; expected .*, for example: ${example}`, 'm'));
  }
});

it('refuses a misspelt section, in which stricter decisions were asked for', async () => {
  expect(await refused({ decision: { mode: 'review-for-user' } })).toMatch(
    /^\[config-invalid\] The configuration \S+ has one fault:\n {2}decision is not a known section\. Did you mean \[decisions\]\?$/,
  );
});

it('warns of an unknown key, and names the nearest', async () => {
  const plugin = await worlds.unready({ jira: { usrname: 'x' } });
  await plugin.printed(/jira\.usrname is not a known key and is ignored\. Did you mean jira\.username\?/);
  await plugin.printed(/Plugin is ready/);
  await plugin.end();
});

it('says that the certificate of the identity has expired', async () => {
  const { identity, url } = worlds.teleport;
  const before = await readFile(identity, 'utf8');
  await control(url, '/identity', { method: 'POST', body: { ttlMs: -60_000 } });
  const expired = join(worlds.dir, 'expired-identity');
  await writeFile(expired, await readFile(identity, 'utf8'));
  await writeFile(identity, before);
  expect(await refused({ teleport: { identity: expired } })).toMatch(/expired/);
});

it('says that the key of the identity does not fit its certificate', async () => {
  const { key } = await certificate();
  const file = join(worlds.dir, 'other.key');
  await writeFile(file, key);
  const text = await refused({
    teleport: {
      identity: undefined,
      client_key: file,
      client_crt: join(worlds.dir, 'auth.crt'),
      root_cas: join(worlds.dir, 'auth.cas'),
    },
  });
  expect(text).toMatch(/key.* certificate/);
});

it('says that the key of the webhook endpoint does not fit its certificate', async () => {
  const [one, two] = await Promise.all([certificate(), certificate()]);
  const files = { https_key_file: join(worlds.dir, 'one.key'), https_cert_file: join(worlds.dir, 'two.crt') };
  await writeFile(files.https_key_file, one.key);
  await writeFile(files.https_cert_file, two.cert);
  const text = await refused({ http: files }, []);
  expect(text).toMatch(/one\.key and the certificate .*two\.crt .*do not belong together/);
});

it('says that the Jira address answers HTML', async () => {
  const site = createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html').end('<html><h1>Welcome</h1></html>');
  });
  stopSite = () => site.close();
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  const text = await refused({ jira: { url: `http://127.0.0.1:${port}`, api_token: token } });
  expect(text).toMatch(/the address answers, but not as Jira's REST API\. Check the URL/);
  expect(text).not.toContain('<');
});

it('says that Jira does not take the token', async () => {
  const text = await refused({ jira: { api_token: token } });
  expect(text).toMatch(/the e-mail address and API token do not belong together, or the token has expired/);
});

/** The refusal of a start with this configuration. */
async function refused(config: PluginConfig, flags?: readonly string[]): Promise<string> {
  return refusalOf(await worlds.unready(config, flags === undefined ? {} : { flags }));
}

/** What a program says when it refuses to start: exit code 1, a code before the message, no stack trace, no secret. */
async function refusalOf(program: Program): Promise<string> {
  expect(await program.ended).toEqual({ code: 1, signal: null });
  const { output } = program;
  expect(output).not.toMatch(/^\s+at .+:\d+/m);
  expect(output).not.toContain(token);
  expect(output).not.toContain('PRIVATE KEY');
  const [, refusal] = /^teleport-jira: (\[[a-z-]+\] [^]*)\n$/m.exec(output) ?? [];
  expect(refusal, output).toBeDefined();
  return refusal ?? '';
}
