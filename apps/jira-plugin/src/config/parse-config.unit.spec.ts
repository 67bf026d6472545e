import { describe, expect, it } from 'vitest';
import { MINIMAL, minimalWith, parse } from './minimal-config.fixture.ts';

describe('a configuration with no more than it needs', () => {
  it('gets the defaults', () => {
    const { config, warnings } = parse(MINIMAL);
    expect(warnings).toEqual([]);
    expect(config.teleport).toEqual({
      address: { host: 'localhost', port: 3025 },
      route: 'auto',
      credentials: { kind: 'identity', file: '/var/lib/identity', refreshMs: undefined },
    });
    expect(config.jira).toMatchObject({
      url: 'https://my-jira.atlassian.net',
      deployment: 'auto',
      project: 'TAR',
      issueType: 'Task',
      instance: 'default',
      trustedCreators: [],
      reporter: 'plugin',
      reviewersField: undefined,
      searchLagMs: 120_000,
      statuses: { pending: ['Pending'], approved: ['Approved'], denied: ['Denied'], expired: ['Expired'] },
    });
    expect(config.http).toMatchObject({
      enabled: true,
      listen: { host: undefined, port: 8081 },
      tls: { kind: 'on', keyFile: '/key', certFile: '/crt', clients: undefined },
      basicAuth: undefined,
      webhookSecrets: [],
    });
    expect(config.decisions).toMatchObject({ mode: 'override', sealKey: undefined, emailDomains: [] });
    expect(config.sync).toEqual({
      intervalMs: 60_000,
      sendWindowMs: 10_000,
      createBoundMs: 30_000,
      callTimeoutMs: 10_000,
      handoverMs: 15_000,
      parallelism: 8,
    });
    expect(config.log).toEqual({ output: { kind: 'stderr' }, severity: 'info', format: 'text' });
  });
});

describe('the keys of the original', () => {
  it('are all taken', () => {
    const { config, warnings } = parse(`
[teleport]
addr = "teleport.example.com:443"
identity = "/identity"
refresh_identity = true
refresh_identity_interval = "2m"
[jira]
url = "https://my-jira.atlassian.net/"
username = "bot@example.com"
api_token = "sesame-token"
project = "TAR"
issue_type = "Access"
[http]
listen_addr = "127.0.0.1:9000"
public_addr = "https://example.com:9000/hook"
https_key_file = "/key"
https_cert_file = "/crt"
[http.basic_auth]
user = "jira"
password = "open-sesame"
[http.tls]
verify_client_cert = true
[log]
output = "stdout"
severity = "WARNING"
`);
    expect(warnings).toEqual([]);
    expect(config.teleport.address).toEqual({ host: 'teleport.example.com', port: 443 });
    expect(config.teleport.credentials).toEqual({ kind: 'identity', file: '/identity', refreshMs: 120_000 });
    expect(config.jira).toMatchObject({ url: 'https://my-jira.atlassian.net', issueType: 'Access' });
    expect(config.http).toMatchObject({
      listen: { host: '127.0.0.1', port: 9000 },
      publicAddress: 'https://example.com:9000/hook',
      tls: { kind: 'on', clients: { caFile: undefined, name: undefined } },
      basicAuth: { user: 'jira' },
    });
    expect(config.log).toMatchObject({ output: { kind: 'stdout' }, severity: 'warn' });
  });

  it('take a key, a certificate and authorities instead of an identity file', () => {
    const text = MINIMAL.replace(
      'identity = "/var/lib/identity"',
      'client_key = "/k"\nclient_crt = "/c"\nroot_cas = "/r"',
    );
    expect(parse(text).config.teleport.credentials).toEqual({
      kind: 'key-pair',
      keyFile: '/k',
      certFile: '/c',
      caFile: '/r',
    });
  });

  it('take auth_server for addr, with a warning, and let addr win', () => {
    const old = parse(minimalWith('teleport', 'auth_server = "old.example.com:443"'));
    expect(old.config.teleport.address.host).toBe('old.example.com');
    expect(old.warnings).toEqual([expect.stringContaining('teleport.auth_server is the old name')]);
    const both = minimalWith('teleport', 'auth_server = "old.example.com:443"\naddr = "new.example.com:443"');
    expect(parse(both).config.teleport.address.host).toBe('new.example.com');
  });

  it.each([
    ['stderr', { kind: 'stderr' }],
    ['error', { kind: 'stderr' }],
    ['2', { kind: 'stderr' }],
    ['stdout', { kind: 'stdout' }],
    ['', { kind: 'stdout' }],
    ['/var/lib/teleport/jira.log', { kind: 'file', path: '/var/lib/teleport/jira.log' }],
  ])('send the log to %j', (output, expected) => {
    expect(parse(minimalWith('log', `output = ${JSON.stringify(output)}`)).config.log.output).toEqual(
      expected,
    );
  });

  it('take user and password from public_addr', () => {
    const { config } = parse(minimalWith('http', 'public_addr = "https://jira:p%40ss@example.com"'));
    expect(config.http).toMatchObject({ publicAddress: 'https://example.com/', basicAuth: { user: 'jira' } });
    expect(config.http.enabled && config.http.basicAuth?.password.reveal()).toBe('p@ss');
  });

  it("parse from the original's guide once its placeholders are replaced", () => {
    const { config, warnings } = parse(GUIDE);
    expect(config.teleport.address).toEqual({ host: 'myinstance.teleport.sh', port: 443 });
    expect(config.jira.auth).toMatchObject({ kind: 'basic', username: 'bot@example.com' });
    expect(config.http).toMatchObject({ enabled: true, publicAddress: 'https://example.com/' });
    expect(warnings).toEqual([expect.stringContaining('auth_server')]);
  });
});

/** The file that the original's guide shows, with its three placeholders replaced. */
const GUIDE = `
# Example Jira plugin configuration TOML file
[teleport]
auth_server = "myinstance.teleport.sh:443"
identity = "/var/lib/teleport/plugins/jira/identity"
refresh_identity = true

[jira]
url = "https://my-jira.atlassian.net"    # JIRA URL
username = "bot@example.com"               # JIRA username
api_token = "token"                        # JIRA API token
project = "TAR"                            # JIRA Project key

[http]
public_addr = "example.com"
https_key_file = "/var/lib/teleport/plugins/jira/server.key"
https_cert_file = "/var/lib/teleport/plugins/jira/server.crt"

[log]
output = "stderr"
severity = "INFO"
`;

describe('our own keys', () => {
  it('are all taken', () => {
    const { config, warnings } = parse(`
[teleport]
identity = "/identity"
route = "upgrade"
[jira]
url = "https://jira.example.com/jira/"
api_token = "sesame-token"
project = "TAR"
auth = "bearer"
deployment = "datacenter"
ca_file = "/ca.pem"
proxy = "http://proxy.example.com:3128"
instance = "blue"
trusted_creators = ["old-bot"]
search_lag = "90s"
hide = ["roles", "reason"]
reporter = "requester"
reviewers_field = "Approvers"
[jira.statuses]
pending = ["Backlog", "To Do"]
approved = "10001"
[jira.fields]
Team = { value = "Security" }
labels = ["teleport"]
[jira.transition_fields]
resolution = { name = "Done" }
[jira.transition_fields.denied]
resolution = { name = "Won't Do" }
[http]
https_key_file = "/key"
https_cert_file = "/crt"
require_signature = true
webhook_secret = "new-secret"
webhook_secret_previous = "old-secret"
[http.tls]
verify_client_cert = true
client_ca_file = "/clients.pem"
client_name = "jira.example.com"
[decisions]
mode = "review-for-user"
seal_key = "0123456789abcdef"
user_trait = "jira_id"
match_email = true
email_domains = ["Example.com"]
automation_accounts = ["auto"]
[decisions.users]
"557058:abc" = "alice"
[sync]
interval = "5s"
send_window = "2s"
create_bound = "1m30s"
call_timeout = "5s"
handover = "1s"
parallelism = 4
[log]
format = "json"
`);
    expect(warnings).toEqual([]);
    expect(config.teleport.route).toBe('upgrade');
    expect(config.jira).toMatchObject({
      url: 'https://jira.example.com/jira',
      deployment: 'datacenter',
      auth: { kind: 'bearer' },
      caFile: '/ca.pem',
      instance: 'blue',
      trustedCreators: ['old-bot'],
      hide: ['roles', 'reason'],
      reporter: 'requester',
      reviewersField: 'Approvers',
      searchLagMs: 90_000,
      statuses: { pending: ['Backlog', 'To Do'], approved: ['10001'], denied: ['Denied'] },
    });
    expect(config.jira.fields.get('labels')).toEqual(['teleport']);
    expect(config.jira.transitionFields.approved.get('resolution')).toMatchObject({ name: 'Done' });
    expect(config.jira.transitionFields.denied.get('resolution')).toMatchObject({ name: "Won't Do" });
    expect(config.jira.transitionFields.approved.has('denied')).toBe(false);
    expect(config.http.enabled && config.http.webhookSecrets.map((secret) => secret.reveal())).toEqual([
      'new-secret',
      'old-secret',
    ]);
    expect(config.decisions).toMatchObject({
      mode: 'review-for-user',
      userTrait: 'jira_id',
      emailDomains: ['example.com'],
      automationAccounts: ['auto'],
    });
    expect(config.decisions.users.get('557058:abc')).toBe('alice');
    expect(config.sync).toEqual({
      intervalMs: 5000,
      sendWindowMs: 2000,
      createBoundMs: 90_000,
      callTimeoutMs: 5000,
      handoverMs: 1000,
      parallelism: 4,
    });
  });

  it('need no endpoint files when there is no endpoint', () => {
    const text = MINIMAL.replace(/https_.*\n/g, '').replace('[http]', '[http]\nenabled = false');
    expect(parse(text).config.http).toEqual({ enabled: false });
  });

  it('need no endpoint files with --insecure-no-tls', () => {
    const text = MINIMAL.replace(/https_.*\n/g, '');
    expect(parse(text, { insecureNoTls: true }).config.http).toMatchObject({ tls: { kind: 'off' } });
  });
});
