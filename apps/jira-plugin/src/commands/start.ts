import type { Logger } from 'pino';
import type { StartOptions } from '../cli.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import type { Environment } from '../config/secret-source.ts';
import { PluginError } from '../errors.ts';
import { describeFailure } from '../failure.ts';
import { createLogger, striker } from '../logging.ts';
import { writePidFile } from '../pid-file.ts';
import { listenForSignals, type SignalOptions } from '../signals.ts';
import type { Version } from '../version.ts';

/** Runs until `signal` aborts and the work in hand is finished; rejects when it cannot go on. */
export type RunPlugin = (
  config: Config,
  parts: { readonly log: Logger; readonly signal: AbortSignal; readonly environment: Environment },
) => Promise<void>;

export interface StartParts {
  readonly version: Version;
  readonly environment: Environment;
  readonly signals: SignalOptions;
  readonly run: RunPlugin;
}

/**
 * Loads the configuration, makes the logger and runs the plugin. Every failure is a `PluginError` whose message
 * holds no secret of the configuration.
 */
export async function startPlugin(options: StartOptions, parts: StartParts): Promise<void> {
  const { config, warnings, secrets } = loadConfig({
    file: options.config,
    insecureNoTls: options.insecureNoTls,
    environment: parts.environment,
  });
  const log = createLogger({ config: config.log, debug: options.debug, secrets });
  log.info(`Starting Teleport Jira Plugin ${parts.version.number}`);
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
    await parts.run(config, { log, signal: signals.signal, environment: parts.environment });
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
