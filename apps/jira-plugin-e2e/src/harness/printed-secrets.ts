import type { PluginConfig } from './worlds.ts';

const secretKeys = ['api_token', 'webhook_secret', 'webhook_secret_previous', 'seal_key', 'password'];

/** The secrets of a configuration, each also as half of a Basic login. */
export function secretsOf(config: PluginConfig): readonly string[] {
  const values = Object.values(config).flatMap((section) => secretKeys.map((key) => section[key]));
  const secrets = values.filter((value) => typeof value === 'string');
  const user = config['jira']?.['username'];
  const logins = typeof user === 'string' ? secrets.map((secret) => base64(`${user}:${secret}`)) : [];
  return [...secrets, ...logins];
}

/** The first line of a private key that no other key has. */
export function privateKeyOf(pem: string): string {
  const [, line] = /-----BEGIN[^-]*PRIVATE KEY-----\s+\S+\s+(\S+)/.exec(pem) ?? [];
  if (line === undefined) throw new Error('There is no private key.');
  return line;
}

/** The beginnings of those secrets that stand in a text. */
export function printedSecrets(text: string, secrets: Iterable<string>): readonly string[] {
  return [...secrets].filter((secret) => text.includes(secret)).map((secret) => secret.slice(0, 8));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
