import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleConfig } from '../settings/pages/example.ts';
import { createPluginCli } from './cli.ts';
import { SMALL, smallApp, smallFormat } from './small-app.fixture.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugin-host-cli-'));
  file = join(folder, 'small.toml');
  writeFileSync(file, SMALL, { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...words: string[]) {
  const printed: string[] = [];
  const warned: string[] = [];
  const started: string[] = [];
  const app = smallApp(async ({ board }) => void started.push(board));
  const cli = createPluginCli(app, {
    environment: {},
    nodeVersion: 'v20.1.0',
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
    signals: { source: new EventEmitter(), exit: () => undefined },
  });
  for (const command of [cli, ...cli.commands]) {
    command.exitOverride().configureOutput({ writeErr: (text) => printed.push(text) });
  }
  await cli.parseAsync(words, { from: 'user' }).catch((error: unknown) => printed.push(String(error)));
  return { output: printed.join(''), warned: warned.join(''), started };
}

describe('the command line of a plugin', () => {
  it('configure prints the example', async () => {
    const { output } = await run('configure');
    expect(output).toBe(exampleConfig(smallFormat));
    expect(output).toContain('# Configuration of teleport-small.');
  });

  it("version prints the original's line", async () => {
    expect((await run('version')).output).toBe('teleport-small v1.2.3 git:none node20.1.0\n');
  });

  it('start reads /etc/<program>.toml unless it is told otherwise', async () => {
    const { output } = await run('start');
    expect(output).toContain('There is no configuration file /etc/teleport-small.toml');
    expect(output).toContain('teleport-small configure > /etc/teleport-small.toml');
  });

  it.each([
    ['-c', '-d', '--insecure-no-tls', '--pid-file'],
    ['--config', '--debug', '--insecure-no-tls', '--pid-file'],
  ])('start takes its flags %s %s %s %s', async (config, ...flags) => {
    const { output, started } = await run('start', config, file, ...flags, join(folder, 'pid'));
    expect(output).toBe('');
    expect(started).toEqual(['TAR']);
  });

  it('render prints a ticket of a made-up request, and the warnings of the file beside it', async () => {
    writeFileSync(file, `${SMALL}colour = "red"\n`, { mode: 0o600 });
    const { output, warned } = await run('render', '-c', file, '--format', 'adf');
    expect(output).toMatch(/^adf of \S+ on TAR$/);
    expect(warned).toBe('teleport-small: board.colour is not a known key and is ignored.\n');
  });

  it('render takes a request or makes one up, in a form that it knows', async () => {
    expect((await run('render', '-c', file)).output).toMatch(/^text of/);
    expect((await run('render', '--request', '/r.json', '--sample')).output).toContain('cannot be used with');
    expect((await run('render', '--format', 'pdf')).output).toContain('text, adf');
  });

  it('an unknown command gets the nearest one', async () => {
    expect((await run('strat')).output).toContain('Did you mean start?');
  });
});
