import { Command, Option } from 'commander';
import type { SignalOptions } from '../process/signals.ts';
import { versionLine } from '../process/version.ts';
import { loadConfig } from '../settings/load-config.ts';
import { exampleConfig } from '../settings/pages/example.ts';
import type { Environment } from '../settings/secrets/secret-source.ts';
import type { HostConfig, PluginApp } from './plugin-app.ts';
import { readRequestFile } from './request-file.ts';
import { sampleRequest } from './sample-request.ts';
import { startPlugin } from './start.ts';

/** The process that a command runs in. */
export interface CliProcess {
  readonly environment: Environment;
  readonly nodeVersion: string;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly warn: (text: string) => void;
  readonly signals: SignalOptions;
}

/** What commander hands over: a flag that is not given is absent. */
interface StartFlags {
  readonly config: string;
  readonly debug: boolean;
  readonly insecureNoTls?: true;
  readonly pidFile?: string;
}

interface RenderFlags {
  readonly config: string;
  readonly request?: string;
  readonly format: string;
}

/** The command line `configure | version | start | render` of a plugin. A command that fails rejects. */
export function createPluginCli<C extends HostConfig, F extends string>(
  app: PluginApp<C, F>,
  process: CliProcess,
): Command {
  const { program } = app.format;
  const cli = new Command(program)
    .description(app.description)
    .showHelpAfterError(`(${program} --help shows the commands)`);
  cli
    .command('configure')
    .description('print an annotated configuration file')
    .action(() => process.print(exampleConfig(app.format)));
  cli
    .command('version')
    .description('print the version')
    .action(() => process.print(`${versionLine(program, app.version, process.nodeVersion)}\n`));
  addStart(cli, app, process);
  addRender(cli, app, process);
  return cli;
}

function addStart<C extends HostConfig, F extends string>(
  cli: Command,
  app: PluginApp<C, F>,
  process: CliProcess,
): void {
  configured(cli.command('start'), app.format.program)
    .description('run the plugin')
    .option('-d, --debug', 'log everything from DEBUG up', false)
    .option('--insecure-no-tls', 'serve webhooks over plain HTTP, behind something that ends TLS')
    .option('--pid-file <file>', 'keep the process id in this file while the plugin runs')
    .action(({ config, debug, insecureNoTls, pidFile }: StartFlags) =>
      startPlugin(app, { config, debug, insecureNoTls: insecureNoTls === true, pidFile }, process),
    );
}

function addRender<C extends HostConfig, F extends string>(
  cli: Command,
  app: PluginApp<C, F>,
  process: CliProcess,
): void {
  const { preview, format, tracker } = app;
  configured(cli.command('render'), format.program)
    .description(`print what a ticket would say, without reaching ${tracker} or Teleport`)
    .addOption(
      new Option(
        '-r, --request <file>',
        'a request as `tctl requests get <id> --format=json` prints it',
      ).conflicts('sample'),
    )
    .option('--sample', 'a made-up request (the default)')
    .addOption(
      new Option('-f, --format <form>', 'the form of texts').choices(preview.forms).default(preview.forms[0]),
    )
    .action(({ config: file, request, format: name }: RenderFlags) => {
      const form = preview.forms.find((one) => one === name) ?? preview.forms[0];
      const { environment } = process;
      const { config, warnings } = loadConfig(format, { file, insecureNoTls: true, environment });
      for (const warning of warnings) process.warn(`${format.program}: ${warning}\n`);
      const asked = request === undefined ? sampleRequest(Date.now()) : readRequestFile(request);
      process.print(preview.render(config, asked, form));
    });
}

function configured(command: Command, program: string): Command {
  return command.option('-c, --config <file>', 'the configuration file', `/etc/${program}.toml`);
}
