import { openSync } from 'node:fs';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogConfig, LogOutput } from '../sections/log.ts';
import type { Secret } from '../settings/secrets/secret.ts';
import { PluginError } from '../errors.ts';
import { serializeError } from './log-error.ts';
import { textLine } from './log-text.ts';

export interface LoggerOptions {
  readonly config: LogConfig;
  /** True for the flag `-d`: everything from DEBUG up, whatever the configuration says. */
  readonly debug: boolean;
  /** Struck out of every line, wherever they come from. */
  readonly secrets: readonly Secret[];
  /** Replaces the configured output; for tests. */
  readonly destination?: DestinationStream;
}

/** A secret shorter than this would strike out ordinary words. */
const SHORTEST_STRUCK = 6;

/** Makes the logger. Throws a `PluginError` `log-output` when the log file cannot be opened. */
export function createLogger({ config, debug, secrets, destination }: LoggerOptions): Logger {
  const level = debug && config.severity !== 'trace' ? 'debug' : config.severity;
  const withStack = level === 'debug' || level === 'trace';
  const target = destination ?? openOutput(config.output);
  const strike = striker(secrets);
  const print = config.format === 'json' ? (line: string) => line : textLine;
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => serializeError(error, { withStack }) },
      redact: { paths: REDACTED, censor: '[secret]' },
    },
    { write: (line: string) => target.write(strike(print(line))) },
  );
}

/** Strikes secrets out of a text, in their plain form and as JSON writes them. */
export function striker(secrets: readonly Secret[]): (text: string) => string {
  const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= SHORTEST_STRUCK);
  const forms = [...new Set(values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]))];
  return (text) => forms.reduce((line, form) => line.replaceAll(form, '[secret]'), text);
}

/** Fields that can hold a credential, at the top of a line and one level down. */
const REDACTED = ['authorization', 'password', 'token', 'api_token', 'secret', 'cookie'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** Writes are synchronous: the last line before an exit is the one that matters. */
function openOutput(output: LogOutput): DestinationStream {
  switch (output.kind) {
    case 'stdout':
      return pino.destination({ fd: 1, sync: true });
    case 'stderr':
      return pino.destination({ fd: 2, sync: true });
    case 'file':
      return pino.destination({ fd: openFile(output.path), sync: true });
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, 'w', 0o640);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new PluginError(
      'log-output',
      `The log file ${path} cannot be written (${code}); name another in log.output, or use "stderr".`,
    );
  }
}
