import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const RENDER_MS = 60_000;
/** A helm that was built by `go install` would take itself for one of an old cluster. */
const KUBE_VERSION = '1.31.0';

/** Values of the chart, as JSON, which is YAML too. */
export type ChartValues = Readonly<Record<string, unknown>>;

/** An object of Kubernetes, as far as tests look at it. */
export interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly [key: string]: unknown;
}

/** helm: HELM_PATH, the system's, or the one that `.ci/run` built; `undefined` where there is none. */
export function helmPath(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (env['HELM_PATH'] !== undefined) return env['HELM_PATH'];
  const cache = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const places = [...(env['PATH'] ?? '').split(':'), join(cache, 'teleport-jira/bin')];
  return places.map((place) => join(place, 'helm')).find((file) => existsSync(file));
}

/** Renders the chart; answers its objects. A refusal of the chart is an error with helm's words. */
export function render(helm: string, chart: string, values: ChartValues): readonly Rendered[] {
  const args = [
    'template',
    'release',
    chart,
    '--kube-version',
    KUBE_VERSION,
    '--namespace',
    'teleport',
    '--values',
    '-',
  ];
  const { status, stdout, stderr } = spawnSync(helm, args, {
    input: JSON.stringify(values),
    encoding: 'utf8',
    timeout: RENDER_MS,
  });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).flatMap((document) => {
    if (document.errors.length > 0)
      throw new Error(`helm rendered what is no YAML: ${document.errors.join('; ')}`);
    const value: unknown = document.toJS();
    return isRendered(value) ? [value] : [];
  });
}

/** Runs `helm lint`; answers what it prints. Throws where it finds a fault. */
export function lint(helm: string, chart: string, values: ChartValues): string {
  const args = ['lint', chart, '--strict', '--kube-version', KUBE_VERSION, '--values', '-'];
  return execFileSync(helm, args, { input: JSON.stringify(values), encoding: 'utf8', timeout: RENDER_MS });
}

function isRendered(value: unknown): value is Rendered {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value;
}
