import { describe, expect, it } from 'vitest';
import { failureOf, MINIMAL, minimalWith, parse } from './minimal-config.fixture.ts';

describe('faults', () => {
  it('all come in one message, each with its key, what was expected and an example', () => {
    const error = failureOf(`
[teleport]
addr = 17
refresh_identity = "yes"
[jira]
url = "my-jira"
project = "TAR"
search_lag = 2020-01-01
[sync]
parallelism = 9223372036854775807
[log]
severity = "loud"
`);
    expect(error.code).toBe('config-invalid');
    const lines = error.message.split('\n');
    expect(lines[0]).toBe('The configuration teleport-jira.toml has 11 faults:');
    const startOf = (key: string) => lines.find((line) => line.startsWith(`  ${key} `));
    expect(startOf('teleport.addr')).toContain(
      'is a number; expected a host and a port, for example: addr = "',
    );
    expect(startOf('teleport.refresh_identity')).toContain('expected true or false');
    expect(startOf('teleport.identity')).toContain('is missing');
    expect(startOf('jira.url')).toContain('https://');
    expect(startOf('jira.api_token')).toContain('is missing');
    expect(startOf('jira.username')).toContain('is missing');
    expect(startOf('jira.search_lag')).toContain('is 2020-01-01, a date');
    expect(startOf('http.https_key_file')).toContain('--insecure-no-tls');
    expect(startOf('http.https_cert_file')).toContain('is missing');
    expect(startOf('sync.parallelism')).toContain('is 9223372036854775807, out of range');
    expect(startOf('log.severity')).toContain('"WARN"');
    expect(lines).toHaveLength(12);
  });

  it.each([
    ['teleport', 'client_key = "/k"', 'teleport.identity is given beside'],
    ['jira', 'url = "https://[my-jira].atlassian.net"', undefined],
    ['http', 'webhook_secret_previous = "old-secret"', 'http.webhook_secret is missing'],
    ['http', 'require_signature = true', 'http.webhook_secret is missing'],
    ['http', 'public_addr = "https://user@example.com"', 'http.public_addr holds a user or a password'],
    ['http', 'public_addr = "ftp://example.com"', 'http.public_addr is not an address'],
    ['http.basic_auth', 'password = "open-sesame"', 'http.basic_auth.user is missing'],
    ['http.basic_auth', 'user = "jira"', 'http.basic_auth.password is missing'],
    ['http.tls', 'client_name = "jira"', 'http.tls.verify_client_cert is not true'],
    ['jira', 'cloud_id = "1-2"\ndeployment = "datacenter"', 'jira.cloud_id is given for a Data Center'],
    ['jira', 'hide = ["rolls"]', 'jira.hide is '],
    ['jira', 'proxy = "proxy"', 'jira.proxy has another form'],
    ['jira.statuses', 'denied = "approved"', 'jira.statuses.denied names a status'],
    ['jira.statuses', 'denied = []', 'jira.statuses.denied is a list'],
    ['decisions', 'match_email = true', 'decisions.email_domains is empty'],
    ['decisions', 'mode = "review-for-user"', 'decisions.mode is "review-for-user"'],
    ['decisions', 'seal_key = "short"', 'decisions.seal_key has another form'],
    ['decisions.users', 'bob = 3', 'decisions.users.bob is a number'],
    ['sync', 'create_bound = "9s"', 'sync.create_bound is shorter than call_timeout'],
    ['sync', 'interval = "1 minute"', 'sync.interval is "1 minute", not a duration'],
    ['sync', 'interval = "2h"', 'sync.interval is "2h", out of range'],
    ['sync', 'parallelism = 0', 'sync.parallelism is 0, out of range; expected a whole number from 1 to 128'],
    ['sync', 'parallelism = 1.5', 'sync.parallelism is 1.5, not a whole number'],
    ['sync', 'parallelism = "8"', 'sync.parallelism is "8", a text; expected a whole number'],
    ['decisions', 'mode = "Review"', 'decisions.mode is "Review"; expected one of "override"'],
    ['http', 'webhook_secret = 12345678', 'http.webhook_secret is a number; expected a secret'],
  ])('[%s] %s', (section, lines, expected) => {
    const error = failureOf(minimalWith(section, lines));
    if (expected === undefined) expect(error.code).toBe('config-syntax');
    else expect(error.message).toContain(`\n  ${expected}`);
  });

  it('are told once for each key, and name the key that was probably misspelt', () => {
    const text = MINIMAL.replace('identity = "/var/lib/identity"', 'identity = 5')
      .replace('https_key_file = "/key"', 'https_key_file = 7')
      .replace('username', 'user_name');
    const keys = failureOf(text).message.split('\n').slice(1);
    expect(keys.map((line) => line.trim().split(' ')[0])).toEqual([
      'teleport.identity',
      'jira.username',
      'http.https_key_file',
    ]);
    expect(keys[0]).toContain('is a number; expected the path of an identity file');
    expect(keys[1]).toContain('The file has jira.user_name, which is not a known key; is that meant?');
  });

  it('refuse client certificates without TLS', () => {
    const error = failureOf(minimalWith('http.tls', 'verify_client_cert = true'), { insecureNoTls: true });
    expect(error.message).toContain('cannot be true with --insecure-no-tls');
  });

  it.each(['http://jira.example.com', 'https://u:p@jira.example.com', 'https://[my-jira].atlassian.net'])(
    'refuse %s as the address of Jira',
    (url) => {
      expect(failureOf(MINIMAL.replace('https://my-jira.atlassian.net', url)).message).toContain('jira.url');
    },
  );

  it('take plain HTTP to a Jira on this machine', () => {
    const text = MINIMAL.replace('https://my-jira.atlassian.net', 'http://127.0.0.1:8080');
    expect(parse(text).config.jira.url).toBe('http://127.0.0.1:8080');
  });

  it('name a value in place of a section', () => {
    expect(failureOf('teleport = 3').message).toContain('teleport is a number; expected a section');
  });
});
