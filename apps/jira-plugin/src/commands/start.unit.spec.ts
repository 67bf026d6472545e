import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINIMAL } from '../config/minimal-config.fixture.ts';
import { startPlugin, type RunPlugin } from './start.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teleport-jira-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(run: RunPlugin, text = MINIMAL) {
  const source = new EventEmitter();
  const config = join(folder, 'teleport-jira.toml');
  writeFileSync(config, `${text}\n[log]\noutput = "${folder}/log"\n`);
  const ended = startPlugin(
    { config, debug: false, insecureNoTls: false },
    {
      version: { number: '1.2.3', gitRef: undefined },
      environment: {},
      signals: { source, exit: () => undefined },
      run,
    },
  );
  return { source, ended, log: () => readFileSync(join(folder, 'log'), 'utf8') };
}

describe('start', () => {
  it("logs the original's first line, then the warnings, then runs", async () => {
    const { ended, log } = start(
      async (config, parts) => {
        parts.log.info(`running for ${config.jira.project}`);
      },
      MINIMAL.replace('[jira]', '[jira]\ncolour = "red"'),
    );
    await ended;
    expect(log().split('\n')).toEqual([
      'INFO Starting Teleport Jira Plugin 1.2.3',
      'WARN jira.colour is not a known key and is ignored.',
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
    expect(log()).toContain('ERRO myself: Basic [secret] refused');
  });

  it.each([
    ['no file', (path: string) => `${path}/none.toml`, 'There is no configuration file'],
    ['a directory', (path: string) => path, 'it is a directory'],
  ])('says in one sentence that there is %s', async (_name, pathOf, expected) => {
    const parts = {
      version: { number: '1.2.3', gitRef: undefined },
      environment: {},
      signals: { source: new EventEmitter(), exit: () => undefined },
      run: async () => undefined,
    };
    const ended = startPlugin({ config: pathOf(folder), debug: false, insecureNoTls: false }, parts);
    await expect(ended).rejects.toThrow(expected);
  });
});
