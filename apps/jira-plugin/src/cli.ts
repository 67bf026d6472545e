import { Command, Option } from 'commander';
import { RENDER_FORMATS, type RenderFormat } from './commands/render.ts';
import { exampleConfig } from './config/example.ts';
import { versionLine, type Version } from './version.ts';

/** The flags of `start`. */
export interface StartOptions {
  readonly config: string;
  readonly debug: boolean;
  readonly insecureNoTls: boolean;
  /** Where the process id is kept while the plugin runs; `undefined`: nowhere. */
  readonly pidFile: string | undefined;
}

/** The flags of `render`. */
export interface RenderOptions {
  readonly config: string;
  /** The file that holds the request; `undefined`: a made-up one. */
  readonly request: string | undefined;
  readonly format: RenderFormat;
}

interface RenderFlags {
  readonly config: string;
  readonly request?: string;
  readonly format: RenderFormat;
}

/** What commander hands over: a flag that is not given is absent. */
interface StartFlags {
  readonly config: string;
  readonly debug: boolean;
  readonly insecureNoTls?: true;
  readonly pidFile?: string;
}

export interface CliParts {
  readonly version: Version;
  readonly nodeVersion: string;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Runs the plugin until it is told to end. */
  readonly start: (options: StartOptions) => Promise<void>;
  /** The text of a ticket. */
  readonly render: (options: RenderOptions) => string;
}

const DEFAULT_CONFIG = '/etc/teleport-jira.toml';

/** The command line `teleport-jira configure | version | start | render`. */
export function createCli({ version, nodeVersion, print, start, render }: CliParts): Command {
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
    .option('--pid-file <file>', 'keep the process id in this file while the plugin runs')
    .action(({ config, debug, insecureNoTls, pidFile }: StartFlags) =>
      start({ config, debug, insecureNoTls: insecureNoTls === true, pidFile }),
    );
  addRender(cli, { print, render });
  return cli;
}

function addRender(cli: Command, { print, render }: Pick<CliParts, 'print' | 'render'>): void {
  cli
    .command('render')
    .description('print what a ticket would say, without reaching Jira or Teleport')
    .option('-c, --config <file>', 'the configuration file', DEFAULT_CONFIG)
    .addOption(
      new Option(
        '-r, --request <file>',
        'a request as `tctl requests get <id> --format=json` prints it',
      ).conflicts('sample'),
    )
    .option('--sample', 'a made-up request (the default)')
    .addOption(new Option('-f, --format <form>', 'the form of texts').choices(RENDER_FORMATS).default('text'))
    .action(({ config, request, format }: RenderFlags) => print(render({ config, request, format })));
}
