import { join } from 'node:path';
import { parseConfig, type ParsedConfig } from '@org/plugin-host';
import type { Config } from '../../apps/jira-plugin/src/config/config.ts';
import { jiraFormat } from '../../apps/jira-plugin/src/config/jira-format.ts';
import { helmPath, render, type ChartValues, type Rendered } from './helm.ts';

export const CHART = join(import.meta.dirname, '../../deploy/helm/teleport-plugin-jira');

const helm = helmPath();

/** Said in the titles of what cannot run: a green line would be a lie. */
export const WITHOUT_HELM = helm === undefined ? 'skipped, helm is not here: ' : '';

/** The least that a release needs. */
export const MINIMAL = {
  teleport: { address: 'teleport.example.com:443', identityFromSecret: 'plugin-identity' },
  jira: {
    url: 'https://example.atlassian.net',
    username: 'bot@example.com',
    apiTokenFromSecret: 'jira-token',
    project: 'TAR',
  },
  http: { tlsFromSecret: 'plugin-tls' },
} as const;

/** The objects of a release with these values above the least that it needs. */
export function rendered(values: ChartValues = {}): readonly Rendered[] {
  if (helm === undefined) throw new Error('helm is not here');
  return render(helm, CHART, merged(MINIMAL, values));
}

/** The only object of a kind (and name). */
export function one(objects: readonly Rendered[], kind: string, name?: string): Rendered {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  const [first] = found;
  if (first === undefined || found.length !== 1)
    throw new Error(`${found.length} objects of kind ${kind}, not one`);
  return first;
}

/** The value at a path of keys and indexes. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => Reflect.get(Object(part), key) as unknown, value);
}

/** The plugin's container. */
export function container(objects: readonly Rendered[]): unknown {
  return at(one(objects, 'Deployment'), 'spec.template.spec.containers.0');
}

/** The configuration file that the ConfigMap holds. */
export function toml(objects: readonly Rendered[]): string {
  return String(
    Reflect.get(
      Object(at(one(objects, 'ConfigMap', 'release-teleport-plugin-jira'), 'data')),
      'teleport-jira.toml',
    ),
  );
}

/** What our own parser makes of that file; the files of its secrets are not on this machine. */
export function parsed(objects: readonly Rendered[]): ParsedConfig<Config> {
  const text = toml(objects).replace(/^((?:api_token|password|webhook_secret) = )"\/.*"$/gm, '$1"a-secret"');
  const insecureNoTls = JSON.stringify(at(container(objects), 'args')).includes('--insecure-no-tls');
  return parseConfig(text, jiraFormat, { file: 'teleport-jira.toml', insecureNoTls, environment: {} });
}

function merged(base: ChartValues, more: ChartValues): ChartValues {
  const keys = new Set([...Object.keys(base), ...Object.keys(more)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const [left, right] = [base[key], more[key]];
      return [key, isMap(left) && isMap(right) ? merged(left, right) : key in more ? right : left];
    }),
  );
}

function isMap(value: unknown): value is ChartValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
