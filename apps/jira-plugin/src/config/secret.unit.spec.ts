import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, MINIMAL, parse } from './minimal-config.fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'teleport-jira-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('secrets', () => {
  const SECRETS = ['tokn-1f3a', 'hook-2b4c', 'prev-3c5d', 'pass-4d6e', 'seal-5e7f-0123456789'];
  const text = (more: string) => `
[jira]
api_token = "${SECRETS[0]}"
${more}
[http]
webhook_secret = "${SECRETS[1]}"
webhook_secret_previous = "${SECRETS[2]}"
[http.basic_auth]
user = "jira"
password = "${SECRETS[3]}"
[decisions]
seal_key = "${SECRETS[4]}"
`;

  it('stand in no message about faults', () => {
    const { message } = failureOf(text('url = 3\nproxy = "tokn-1f3a"'));
    for (const secret of SECRETS) expect(message).not.toContain(secret);
  });

  it.each([
    'api_token = "tokn-1f3a',
    'api_token = tokn-1f3a',
    'api_token = "tokn-1f3a" x',
    '[jira]\n"tokn-1f3a"',
  ])('stand in no message about syntax: %s', (line) => {
    const error = failureOf(line);
    expect(error.code).toBe('config-syntax');
    expect(error.message).toMatch(/at line \d+, column \d+/);
    expect(error.message).not.toContain('tokn');
  });

  it('do not print themselves', () => {
    const { config, secrets } = parse(MINIMAL);
    expect(secrets).toHaveLength(1);
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(secrets[0]),
    ];
    for (const print of printed) expect(print).not.toContain('sesame-token');
    expect(secrets[0]?.reveal()).toBe('sesame-token');
  });

  it('come from a file when the value begins with /', () => {
    const file = join(folder, 'token');
    writeFileSync(file, '  from-file\n');
    const { config } = parse(MINIMAL.replace('sesame-token', file));
    expect(config.jira.auth.token.reveal()).toBe('from-file');
  });

  it('come from the environment when the value begins with env:', () => {
    const { config } = parse(MINIMAL.replace('sesame-token', 'env:TOKEN'), {
      environment: { TOKEN: 'from-env' },
    });
    expect(config.jira.auth.token.reveal()).toBe('from-env');
  });

  it.each([
    ['a missing file', '', 'it does not exist'],
    ['an empty file', ' \n', 'empty file'],
    ['a large file', 'x'.repeat(2001), 'more than 2000 bytes'],
  ])('are refused from %s', (name, content, expected) => {
    const file = join(folder, name);
    if (content !== '') writeFileSync(file, content);
    expect(failureOf(MINIMAL.replace('sesame-token', file)).message).toContain(expected);
  });

  it('are refused from a directory and from an unset variable', () => {
    expect(failureOf(MINIMAL.replace('sesame-token', folder)).message).toContain('it is a directory');
    expect(failureOf(MINIMAL.replace('sesame-token', 'env:NONE')).message).toContain(
      'variable that is not set',
    );
  });
});
