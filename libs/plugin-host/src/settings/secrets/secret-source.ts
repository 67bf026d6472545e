import { closeSync, openSync, readSync } from 'node:fs';
import { Secret } from './secret.ts';

/** As in the original: longer files are not tokens but mistakes. */
const MAX_FILE_BYTES = 2000;

export type SecretReading =
  { readonly ok: true; readonly secret: Secret } | { readonly ok: false; readonly problem: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Other spellings of a file or a variable. Whoever reads the file could guess a secret like this. */
const LIKE_A_PLACE = /^(?:env\s*[:=.]|file:|\.{0,2}\/|~\/|\$\{|\$[A-Z][A-Z0-9_]+$)/i;

/**
 * Turns a configured value into a secret. A value that begins with `/` is a file (at most 2000 bytes, trimmed), one
 * that begins with `env:` is an environment variable, anything else is the secret itself.
 */
export function readSecret(value: string, environment: Environment): SecretReading {
  if (isPath(value)) return fromFile(value);
  if (isVariable(value)) return fromEnvironment(value.slice('env:'.length), environment);
  if (LIKE_A_PLACE.test(value.trim())) {
    return problem('looks like the place of a secret, but would be taken for the secret itself');
  }
  return fromText(value, 'is empty');
}

/** Where a configured secret is kept: the file that it names, the configuration itself, or no file. */
export function fileOfSecret(value: string, configuration: string): string | undefined {
  if (isPath(value)) return value;
  return isVariable(value) ? undefined : configuration;
}

function isPath(value: string): boolean {
  return value.startsWith('/');
}

function isVariable(value: string): boolean {
  return value.startsWith('env:');
}

function fromFile(path: string): SecretReading {
  try {
    const bytes = readStart(path);
    if (bytes.length > MAX_FILE_BYTES) return problem(`names a file of more than ${MAX_FILE_BYTES} bytes`);
    return fromText(bytes.toString('utf8'), 'names an empty file');
  } catch (error) {
    return problem(`names a file that cannot be read (${reasonOf(error)})`);
  }
}

function fromEnvironment(name: string, environment: Environment): SecretReading {
  return fromText(environment[name] ?? '', 'names an environment variable that is not set');
}

function fromText(text: string, whenEmpty: string): SecretReading {
  const trimmed = text.trim();
  return trimmed === '' ? problem(whenEmpty) : { ok: true, secret: new Secret(trimmed) };
}

/** One byte more than allowed is enough to know that a file is too long, however long it is. */
function readStart(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(MAX_FILE_BYTES + 1);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'EISDIR' ? 'it is a directory' : code === 'ENOENT' ? 'it does not exist' : code;
}

function problem(text: string): SecretReading {
  return { ok: false, problem: text };
}
