import { Command } from 'commander';
import { exampleConfig } from './config/example.ts';
import { versionLine, type Version } from './version.ts';

/** The flags of `start`. */
export interface StartOptions {
  readonly config: string;
  readonly debug: boolean;
  readonly insecureNoTls: boolean;
}

/** What commander hands over: a flag that is not given is absent. */
interface StartFlags {
  readonly config: string;
  readonly debug: boolean;
  readonly insecureNoTls?: true;
}

export interface CliParts {
  readonly version: Version;
  readonly nodeVersion: string;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Runs the plugin until it is told to end. */
  readonly start: (options: StartOptions) => Promise<void>;
}

const DEFAULT_CONFIG = '/etc/teleport-jira.toml';

/** The command line `teleport-jira configure | version | start`. */
export function createCli({ version, nodeVersion, print, start }: CliParts): Command {
  const cli = new Command('teleport-jira')
    .description('Keeps Teleport access requests and the cards of a Jira board in agreement.')
    .showHelpAfterError('(teleport-jira --help shows the commands)');
  cli
    .command('configure')
    .description('print an annotated configuration file')
    .action(() => print(exampleConfig()));
  cli
    .command('version')
    .description('print the version')
    .action(() => print(`${versionLine(version, nodeVersion)}\n`));
  cli
    .command('start')
    .description('run the plugin')
    .option('-c, --config <file>', 'the configuration file', DEFAULT_CONFIG)
    .option('-d, --debug', 'log everything from DEBUG up', false)
    .option('--insecure-no-tls', 'serve webhooks over plain HTTP, behind something that ends TLS')
    .action(({ config, debug, insecureNoTls }: StartFlags) =>
      start({ config, debug, insecureNoTls: insecureNoTls === true }),
    );
  return cli;
}
