import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PluginError } from '../errors.ts';
import type { RunPlugin } from './plugin-app.ts';
import { SMALL, smallApp, type SmallConfig } from './small-app.fixture.ts';
import { startPlugin } from './start.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'small-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(run: RunPlugin<SmallConfig>, text = SMALL, pidFile?: string) {
  const exits: number[] = [];
  const source = new EventEmitter();
  const config = join(folder, 'small.toml');
  writeFileSync(config, `${text}\n[log]\noutput = "${folder}/log"\n`, { mode: 0o600 });
  const ended = startPlugin(
    smallApp(run),
    { config, debug: false, insecureNoTls: false, pidFile },
    {
      environment: {},
      signals: { source, exit: (code) => exits.push(code) },
    },
  );
  return { source, ended, exits, log: () => readFileSync(join(folder, 'log'), 'utf8') };
}

describe('start', () => {
  it("logs the original's first line, then the warnings, then runs", async () => {
    const { ended, log } = start(
      async (config, parts) => {
        parts.log.info(`running for ${config.board}`);
      },
      SMALL.replace('[board]', '[board]\ncolour = "red"'),
    );
    await ended;
    expect(log().split('\n')).toEqual([
      'INFO Starting Teleport Small Plugin 1.2.3',
      'WARN board.colour is not a known key and is ignored.',
      'INFO running for TAR',
      '',
    ]);
  });

  it('ends without an error when it was asked to', async () => {
    const { ended, source } = start(
      (_config, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    source.emit('SIGTERM');
    await expect(ended).resolves.toBeUndefined();
    expect(source.eventNames()).toEqual([]);
  });

  it('S28: tells a failure without the secret that is in it, to the caller and to the log', async () => {
    const { ended, log } = start(async () => {
      throw Object.assign(new Error('myself: Basic sesame-token refused\nsecond line'), {
        code: 'unauthorized',
      });
    });
    await expect(ended).rejects.toMatchObject({ code: 'stopped', message: 'myself: Basic [secret] refused' });
    expect(log()).toContain('ERRO [stopped] myself: Basic [secret] refused');
  });

  it('keeps the code of a failure that has one', async () => {
    const { ended, log } = start(async () => {
      throw new PluginError('jira', 'Jira at https://j: sesame-token');
    });
    await expect(ended).rejects.toMatchObject({ code: 'jira', message: 'Jira at https://j: [secret]' });
    expect(log()).toContain('ERRO [jira] Jira at https://j: [secret]');
  });

  it('removes its pid file when it is ended, also when the work in hand takes too long', async () => {
    const pidFile = join(folder, 'plugin.pid');
    const { ended, source, exits } = start(async () => new Promise(() => undefined), SMALL, pidFile);
    expect(readFileSync(pidFile, 'utf8')).toBe(`${process.pid}\n`);
    source.emit('SIGINT');
    source.emit('SIGINT');
    expect(exits).toEqual([130]);
    expect(existsSync(pidFile)).toBe(false);
    void ended;
  });

  it.each([
    ['no file', (path: string) => `${path}/none.toml`, 'There is no configuration file'],
    ['a directory', (path: string) => path, 'it is a directory'],
  ])('says in one sentence that there is %s', async (_name, pathOf, expected) => {
    const parts = {
      environment: {},
      signals: { source: new EventEmitter(), exit: () => undefined },
    };
    const ended = startPlugin(
      smallApp(async () => undefined),
      { config: pathOf(folder), debug: false, insecureNoTls: false, pidFile: undefined },
      parts,
    );
    await expect(ended).rejects.toThrow(expected);
  });
});
