import { PluginError } from '../errors.ts';
import { describeFailure } from '../failure.ts';
import { createLogger, striker } from '../process/logging.ts';
import { writePidFile } from '../process/pid-file.ts';
import { listenForSignals } from '../process/signals.ts';
import { loadConfig } from '../settings/load-config.ts';
import type { CliProcess } from './cli.ts';
import type { HostConfig, PluginApp } from './plugin-app.ts';

/** The flags of `start`. */
export interface StartOptions {
  readonly config: string;
  readonly debug: boolean;
  readonly insecureNoTls: boolean;
  /** Where the process id is kept while the plugin runs; `undefined`: nowhere. */
  readonly pidFile: string | undefined;
}

/**
 * Loads the configuration, makes the logger and runs the plugin. Every failure is a `PluginError` whose message
 * holds no secret of the configuration.
 */
export async function startPlugin<C extends HostConfig>(
  { format, tracker, version, run }: Omit<PluginApp<C>, 'preview' | 'description'>,
  options: StartOptions,
  parts: Pick<CliProcess, 'environment' | 'signals'>,
): Promise<void> {
  const { environment } = parts;
  const { config, warnings, secrets } = loadConfig(format, {
    file: options.config,
    insecureNoTls: options.insecureNoTls,
    environment,
  });
  const log = createLogger({ config: config.log, debug: options.debug, secrets });
  log.info(`Starting Teleport ${tracker} Plugin ${version.number}`);
  for (const warning of warnings) log.warn(warning);
  const pidFile = options.pidFile === undefined ? undefined : writePidFile(options.pidFile, process.pid);
  if (pidFile?.replaced !== undefined) {
    log.warn({ pid: pidFile.replaced }, 'The pid file named a process that still lives; it was replaced');
  }
  const signals = listenForSignals({
    ...parts.signals,
    exit: (code) => {
      pidFile?.remove();
      parts.signals.exit(code);
    },
  });
  try {
    await run(config, { log, signal: signals.signal, environment });
  } catch (error) {
    if (signals.signal.aborted && isAbort(error)) return;
    const failure = told(error, striker(secrets));
    // On stderr the caller prints it; a log elsewhere must tell its reader too.
    if (config.log.output.kind !== 'stderr') log.error(describeFailure(failure));
    throw failure;
  } finally {
    signals.stop();
    pidFile?.remove();
  }
}

/** The failure under its own code, or as `stopped`, without secrets. */
function told(error: unknown, strike: (text: string) => string): PluginError {
  return error instanceof PluginError
    ? new PluginError(error.code, strike(error.message))
    : new PluginError('stopped', strike(describeFailure(error)));
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
