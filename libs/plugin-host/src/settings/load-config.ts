import { readFileSync, statSync } from 'node:fs';
import { PluginError } from '../errors.ts';
import { parseConfig, type ConfigFormat, type ParsedConfig, type ParseOptions } from './parse-config.ts';

/** Far more than the parser takes: it only keeps a wrong path from filling the memory. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Reads a configuration file. Throws a `PluginError`: `config-missing`, `config-unreadable`, and those of
 * `parseConfig`.
 */
export function loadConfig<C>(format: ConfigFormat<C>, options: ParseOptions): ParsedConfig<C> {
  return parseConfig(readText(options.file, format.program), format, options);
}

function readText(file: string, program: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_FILE_BYTES) throw unreadable(file, 'it is larger than 1 MiB');
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof PluginError ? error : toPluginError({ file, program }, error);
  }
}

function toPluginError(
  { file, program }: { readonly file: string; readonly program: string },
  error: unknown,
): PluginError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new PluginError(
        'config-missing',
        `There is no configuration file ${file}; write one with: ${program} configure > ${file}`,
      );
    case 'EISDIR':
      return unreadable(file, 'it is a directory; name the file in it');
    case 'EACCES':
    case 'EPERM':
      return unreadable(file, 'this user may not read it; change its owner or mode, or run as another user');
    default:
      return unreadable(file, `the system answered ${code}`);
  }
}

function unreadable(file: string, why: string): PluginError {
  return new PluginError('config-unreadable', `The configuration ${file} cannot be read: ${why}.`);
}
