import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogConfig } from '../sections/log.ts';
import { Secret } from '../settings/secrets/secret.ts';
import { createLogger } from './logging.ts';

function record(config: Partial<LogConfig> = {}, { debug = false, secrets = [] as Secret[] } = {}) {
  const lines: string[] = [];
  const log = createLogger({
    config: { output: { kind: 'stderr' }, severity: 'info', format: 'text', ...config },
    debug,
    secrets,
    destination: { write: (line) => lines.push(line) },
  });
  return { log, lines };
}

describe('the text format', () => {
  it("prints the original's first lines", () => {
    const { log, lines } = record();
    log.info('Starting Teleport Jira Plugin 1.2.3');
    log.info('Plugin is ready');
    expect(lines).toEqual(['INFO Starting Teleport Jira Plugin 1.2.3\n', 'INFO Plugin is ready\n']);
  });

  it('prints fields after the sentence', () => {
    const { log, lines } = record();
    log.warn({ request_id: 'a-1', attempt: 2, reason: 'two words' }, 'request not settled');
    expect(lines).toEqual(['WARN request not settled request_id=a-1 attempt=2 reason="two words"\n']);
  });

  it('S29: lets no text begin a line of its own or steer a terminal', () => {
    const { log, lines } = record();
    log.info({ user: 'x\nINFO Plugin is ready' }, 'one\ntwo \u001b[2J "quoted"');
    expect(lines[0]).toBe('INFO one\\ntwo \\u001b[2J "quoted" user="x\\nINFO Plugin is ready"\n');
  });
});

describe('the json format', () => {
  it('prints one object a line', () => {
    const { log, lines } = record({ format: 'json' });
    log.info({ request_id: 'a-1' }, 'request settled');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      msg: 'request settled',
      request_id: 'a-1',
    });
  });
});

describe('severity', () => {
  it('hides what is below it', () => {
    const { log, lines } = record({ severity: 'warn' });
    log.info('hidden');
    log.error('shown');
    expect(lines).toEqual(['ERRO shown\n']);
  });

  it('gives way to the debug flag', () => {
    const { log, lines } = record({ severity: 'error' }, { debug: true });
    log.debug('shown');
    expect(lines).toEqual(['DEBU shown\n']);
  });
});

describe('errors', () => {
  const error = Object.assign(new Error('createIssue: unauthorized'), {
    code: 'unauthorized',
    headers: { authorization: 'Basic abc' },
  });

  it('show code and message alone', () => {
    const { log, lines } = record({ format: 'json' });
    log.error({ err: error }, 'request not settled');
    expect((JSON.parse(lines[0] ?? '') as { err: unknown }).err).toEqual({
      code: 'unauthorized',
      message: 'createIssue: unauthorized',
    });
  });

  it('show their stack when debugging', () => {
    const { log, lines } = record({ format: 'json' }, { debug: true });
    log.error({ err: error }, 'request not settled');
    expect(lines[0]).toContain('logging.unit.spec.ts');
    expect(lines[0]).not.toContain('Basic abc');
  });
});

describe('S28: secrets', () => {
  it.each(['text', 'json'] as const)('are struck out of every line (%s)', (format) => {
    const secret = new Secret('to"ken\\1234');
    const { log, lines } = record({ format }, { secrets: [secret] });
    log.info({ url: 'https://x/?t=to"ken\\1234', secret }, 'sent to"ken\\1234');
    expect(lines.join('')).toContain('[secret]');
    expect(lines.join('')).not.toMatch(/ken.{1,4}1234/);
  });

  it('are redacted by the name of their field', () => {
    const { log, lines } = record();
    log.info({ authorization: 'Basic abc', headers: { authorization: 'Basic abc' } }, 'called');
    expect(lines[0]).not.toContain('abc');
  });
});

describe('a log file', () => {
  it('is emptied at start and written at once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'teleport-jira-log-'));
    const path = join(folder, 'jira.log');
    const config: LogConfig = { output: { kind: 'file', path }, severity: 'info', format: 'text' };
    for (const run of ['first', 'second']) createLogger({ config, debug: false, secrets: [] }).info(run);
    expect(readFileSync(path, 'utf8')).toBe('INFO second\n');
    rmSync(folder, { recursive: true });
  });

  it('that cannot be opened is one clear error', () => {
    const config: LogConfig = { output: { kind: 'file', path: '/' }, severity: 'info', format: 'text' };
    expect(() => createLogger({ config, debug: false, secrets: [] })).toThrow(
      /log file \/ cannot be written/,
    );
  });
});
