import { anyText, oneOf, parsed } from '../settings/kinds/kind.ts';
import { readSettings, type Reading } from '../settings/read-settings.ts';
import { defaulted } from '../settings/setting.ts';

export type LogSeverity = 'trace' | 'debug' | 'info' | 'warn' | 'error';

export type LogOutput =
  | { readonly kind: 'stderr' }
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string };

export interface LogConfig {
  readonly output: LogOutput;
  readonly severity: LogSeverity;
  readonly format: 'text' | 'json';
}

const SEVERITIES: Readonly<Record<string, LogSeverity>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  warning: 'warn',
  err: 'error',
  error: 'error',
};

export const logSettings = {
  output: defaulted('stderr', {
    kind: anyText('"stderr", "stdout" or the path of a file'),
    meaning: '"stderr", "stdout" or the path of a file, which is emptied at start.',
    shown: true,
  }),
  severity: defaulted('INFO', {
    kind: parsed('"TRACE", "DEBUG", "INFO", "WARN" or "ERROR"', severityOf),
    meaning: '"DEBUG", "INFO", "WARN" or "ERROR".',
    shown: true,
  }),
  format: defaulted('text', {
    kind: oneOf(['text', 'json']),
    meaning: '"text" for people, "json" for machines.',
  }),
};

/** Reads `[log]`. */
export function readLog(reading: Reading): LogConfig {
  const { output, severity, format } = readSettings(reading, 'log', logSettings);
  return { output: outputOf(output), severity, format };
}

function severityOf(text: string): LogSeverity | undefined {
  const word = text.toLowerCase();
  return Object.hasOwn(SEVERITIES, word) ? SEVERITIES[word] : undefined;
}

/** The words and numbers that the original takes; an empty text is its way to say stdout. */
function outputOf(text: string): LogOutput {
  if (['stderr', 'error', '2'].includes(text)) return { kind: 'stderr' };
  if (['stdout', 'out', '1', ''].includes(text)) return { kind: 'stdout' };
  return { kind: 'file', path: text };
}
