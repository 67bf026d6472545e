import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at, container, one, parsed, rendered, WITHOUT_HELM } from './chart.fixture.ts';
import type { ChartValues } from './helm.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/guide-kubernetes.md'), 'utf8');
const files: Readonly<Record<string, ChartValues>> = Object.fromEntries(
  [...guide.matchAll(/^```yaml\n# (\S+)\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => [
    name,
    parse(text) as ChartValues,
  ]),
);

describe.skipIf(WITHOUT_HELM !== '')(`${WITHOUT_HELM}the values that the Kubernetes guide shows`, () => {
  it('are three files', () => {
    expect(Object.keys(files)).toEqual([
      'teleport-jira-helm.yaml',
      'teleport-jira-tbot.yaml',
      'teleport-jira-ingress.yaml',
    ]);
  });

  it.each(Object.entries(files))(
    '%s renders, and our parser takes its configuration without a warning',
    (_, values) => {
      const objects = rendered(values);
      expect(parsed(objects).warnings).toEqual([]);
      expect(one(objects, 'Deployment').metadata.name).toBe('release-teleport-plugin-jira');
    },
  );

  it('name the Secrets that earlier steps made', () => {
    const made = [...guide.matchAll(/create secret (?:generic|tls) (\S+)/g)].map(([, name = '']) => name);
    const objects = rendered(files['teleport-jira-helm.yaml']);
    const volumes = JSON.stringify(at(one(objects, 'Deployment'), 'spec.template.spec.volumes'));
    const used = [...volumes.matchAll(/"secretName":"([^"]+)"/g)].map(([, name = '']) => name);
    expect(used.toSorted()).toEqual(made.toSorted());
    expect(at(container(objects), 'image')).toMatch(/^registry\.example\.com\/teleport-jira:/);
  });
});
