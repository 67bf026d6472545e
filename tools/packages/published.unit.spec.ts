import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publishedPackages } from './published.ts';

const root = join(import.meta.dirname, '../..');
const packages = publishedPackages(root);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

it('are the libraries and the plugin, all of one version', () => {
  const names = packages.map(({ name }) => name);
  expect(names).toContain('teleport-jira');
  expect(names.filter((name) => name.startsWith('@org/')).length).toBeGreaterThanOrEqual(5);
  expect(new Set(packages.map(({ version }) => version)).size).toBe(1);
});

it.each(packages)('$name carries the licence, a README and the Node that it needs', ({ folder }) => {
  expect(read(`${folder}/LICENSE`)).toBe(read('LICENSE'));
  expect(read(`${folder}/README.md`).length).toBeGreaterThan(500);
  const { engines } = JSON.parse(read('package.json')) as { engines: unknown };
  expect(JSON.parse(read(`${folder}/package.json`))).toMatchObject({ license: 'Apache-2.0', engines });
});

it.each(packages)('$name depends on released versions of the others, not on any version', (one) => {
  const ranges = Object.entries(one.dependencies).filter(([name]) => name.startsWith('@org/'));
  for (const [name, range] of ranges) {
    const target = packages.find((other) => other.name === name);
    expect(target, `${name} is published`).toBeDefined();
    expect(range).toBe(`^${target?.version}`);
  }
});

it('is the version that the chart and the guides name', () => {
  const [{ version } = { version: '' }] = packages;
  const chart = read('deploy/helm/teleport-plugin-jira/Chart.yaml');
  expect(chart).toContain(`\nversion: ${version}\nappVersion: ${version}\n`);
  expect(read('docs/guide.md')).toContain(`teleport-access-jira-v${version}-linux-amd64-bin.tar.gz`);
  expect(read('docs/guide.md')).toContain(`Starting Teleport Jira Plugin ${version}`);
  expect(read('docs/guide-kubernetes.md')).toContain(`/teleport-jira:${version} .`);
});
