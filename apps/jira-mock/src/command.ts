import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultSeed, teamManagedSeed, type Deployment, type SiteSeed } from '@org/jira-fake';
import { pino } from 'pino';
import { portTaken } from './port-taken.ts';
import { startJiraMock } from './start-jira-mock.ts';
import { selfSignedPair } from './self-signed-pair.ts';

interface StartFlags {
  readonly port: number;
  readonly deployment: Deployment;
  readonly project: string;
  readonly site?: string;
  readonly teamManaged?: boolean;
  readonly https?: boolean;
  readonly httpsCert?: string;
  readonly httpsKey?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly webhookRetryMs: number;
  readonly searchLag: number;
  readonly latency: number;
}

/** The command line of the mock. Nothing runs until it is parsed. */
export function command(): Command {
  const program = new Command('jira-mock').description('A fake Jira with a board to look at.');
  program
    .command('start')
    .description('Serve the board, the REST API and the control API on 127.0.0.1.')
    .option('--port <number>', 'port; 0 takes any free one', wholeNumber, 8090)
    .addOption(
      new Option('--deployment <kind>', 'which Jira').choices(['cloud', 'datacenter']).default('cloud'),
    )
    .option('--project <key>', 'project key', 'TAR')
    .option('--team-managed', 'the project owns its statuses')
    .option('--site <file>', 'JSON with users, statuses, fields and projects instead of the default site')
    .option('--https', 'HTTPS with a certificate made on the spot')
    .option('--https-cert <file>', 'PEM certificate for HTTPS')
    .option('--https-key <file>', 'PEM key for HTTPS')
    .option('--webhook-url <url>', 'where webhooks go')
    .option('--webhook-secret <secret>', 'signs the webhooks (X-Hub-Signature)')
    .option('--webhook-retry-ms <ms>', 'wait between attempts of one webhook', wholeNumber, 300_000)
    .option('--search-lag <ms>', 'how long writes take to show in search', wholeNumber, 0)
    .option('--latency <ms>', 'added to every answer', wholeNumber, 0)
    .action(start);
  return program;
}

async function start(flags: StartFlags): Promise<void> {
  const log = pino({ name: 'jira-mock' });
  const tls = await tlsFrom(flags);
  const mock = await startJiraMock({
    port: flags.port,
    deployment: flags.deployment,
    seed: seedFrom(flags),
    settings: {
      searchLagMs: flags.searchLag,
      latencyMs: flags.latency,
      webhookRetryMs: flags.webhookRetryMs,
    },
    ...(tls === undefined ? {} : { tls }),
    ...(flags.webhookUrl === undefined
      ? {}
      : { webhook: { url: flags.webhookUrl, ...secretOf(flags.webhookSecret) } }),
  }).catch((error: unknown) => {
    throw portTaken(error, flags.port) ?? error;
  });
  log.info({ url: mock.url }, `Jira mock is ready: ${mock.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void mock.close());
}

function secretOf(secret: string | undefined): { secret?: string } {
  return secret === undefined ? {} : { secret };
}

function seedFrom(flags: StartFlags): SiteSeed {
  const standard = flags.teamManaged === true ? teamManagedSeed(flags.project) : defaultSeed(flags.project);
  if (flags.site === undefined) return standard;
  return { ...standard, ...(JSON.parse(readFileSync(flags.site, 'utf8')) as Partial<SiteSeed>) };
}

async function tlsFrom(flags: StartFlags): Promise<{ key: string; cert: string } | undefined> {
  const { https, httpsCert, httpsKey } = flags;
  if (httpsCert !== undefined && httpsKey !== undefined) {
    return { cert: readFileSync(httpsCert, 'utf8'), key: readFileSync(httpsKey, 'utf8') };
  }
  return https === true ? selfSignedPair() : undefined;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected a whole number of 0 or more.');
}
