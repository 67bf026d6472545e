import { parseArgs } from 'node:util';
import { NODE_RELEASES } from './releases.ts';

/** What `npm run test:node` was asked for. */
export interface NodeTestOptions {
  /** The major version, a key of `NODE_RELEASES`. */
  readonly major: string;
  /** Only what touches the platform, and one walk through the programs. */
  readonly reduced: boolean;
}

/** One run of vitest. */
export interface NodeTestRun {
  readonly title: string;
  readonly args: readonly string[];
}

/** The one end-to-end spec: request, card, decision, note and mirror, by the built programs. */
const WALK = 'apps/jira-plugin-e2e/src/both-ways.e2e.spec.ts';

/** Where TLS, HTTP, gRPC, files, signals and processes are: what another Node may do in another way. */
const PLATFORM = ['apps/', 'libs/teleport-client/', 'libs/jira-client/', 'libs/plugin-host/', 'tools/node/'];

/** Reads the command line: one major version, and perhaps `--reduced`. */
export function nodeTestOptions(argv: readonly string[]): NodeTestOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { reduced: { type: 'boolean', default: false } },
  });
  const [major] = positionals;
  if (positionals.length !== 1 || major === undefined || !Object.hasOwn(NODE_RELEASES, major)) {
    const known = Object.keys(NODE_RELEASES).join(' or ');
    throw new Error(`npm run test:node -- <${known}> [--reduced]: not "${positionals.join(' ')}".`);
  }
  return { major, reduced: values.reduced };
}

/** Unit, contract and one end-to-end spec. The reduced set leaves out the unit specs of pure code. */
export function nodeTestRuns({ reduced }: NodeTestOptions): readonly NodeTestRun[] {
  const filters = reduced ? PLATFORM : [];
  const kinds = [
    { kind: 'unit', filters },
    { kind: 'contract', filters },
    { kind: 'e2e', filters: [WALK] },
  ];
  return kinds.map(({ kind, filters }) => ({
    title: filters.length === 0 ? `every ${kind} spec` : `${kind} specs of ${filters.join(', ')}`,
    args: ['run', '--project', kind, ...filters],
  }));
}
