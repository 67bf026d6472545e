import { expect, it } from 'vitest';
import { MINIMAL, minimalWith, parse } from '../config/minimal-config.fixture.ts';
import { settingsInForce } from './settings-in-force.ts';

it('names mode, cluster, site, projects, instance and the protection of the endpoint', () => {
  const text = `${minimalWith('jira', 'instance = "blue"')}
[decisions]
mode = "review"
[[routes]]
roles = "prod-*"
project = "OPS"
`;
  expect(settingsInForce(parse(text).config, 'example.com')).toEqual({
    mode: 'review',
    cluster: 'example.com',
    site: 'https://my-jira.atlassian.net',
    projects: 'TAR, OPS',
    instance: 'blue',
    endpoint: 'HTTPS, open to every caller',
  });
});

it.each([
  ['webhook_secret = "sesame-one"', {}, 'HTTPS, signed webhooks'],
  ['public_addr = "https://jira:sesame-two@example.com"', {}, 'HTTPS, user and password'],
  [
    'tls.verify_client_cert = true\nwebhook_secret = "sesame-one"',
    {},
    'HTTPS, signed webhooks, client certificates',
  ],
  ['enabled = false', {}, 'off'],
  ['', { insecureNoTls: true }, 'plain HTTP, open to every caller'],
])('with [http] %s and the flags %j says: %s', (line, flags, endpoint) => {
  const text = MINIMAL.replace('[http]', `[http]\n${line}`);
  expect(settingsInForce(parse(text, flags).config, 'example.com').endpoint).toBe(endpoint);
});
