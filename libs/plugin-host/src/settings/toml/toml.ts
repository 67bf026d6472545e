import { parse } from '@iarna/toml';
import { PluginError } from '../../errors.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;

/** What a TOML file can hold. Dates and integers beyond 2^53 arrive as they are and no setting takes them. */
export type TomlValue = string | number | boolean | bigint | Date | readonly TomlValue[] | TomlTable;

/** A table without a prototype, so that no key of the file can meet an inherited one. */
export interface TomlTable {
  readonly [key: string]: TomlValue;
}

/**
 * The only importer of the TOML library. The library quotes the line at fault, which may hold a token, so its
 * message is never passed on: `config-syntax` names the line, the column and the kind of mistake.
 */
export function parseToml(text: string, file: string): TomlTable {
  try {
    return parseText(text);
  } catch (error) {
    const detail = error instanceof Mistake ? error.message : 'it is not TOML';
    throw new PluginError('config-syntax', `The configuration ${file} cannot be read: ${detail}.`);
  }
}

/** Carries a sentence of ours up to where the name of the file is known. */
class Mistake extends Error {}

function parseText(text: string): TomlTable {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new Mistake('it is larger than 1 MiB; a configuration file has some hundred lines');
  }
  let parsed: unknown;
  try {
    parsed = parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Mistake(describe(error));
  }
  return toTable(parsed as object, 0);
}

export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function toTable(source: object, depth: number): TomlTable {
  if (depth > MAX_DEPTH) throw new Mistake(`values are nested more than ${MAX_DEPTH} levels deep`);
  const table = Object.create(null) as Record<string, TomlValue>;
  for (const [key, value] of Object.entries(source)) table[key] = toValue(value, depth + 1);
  return table;
}

function toValue(value: unknown, depth: number): TomlValue {
  if (depth > MAX_DEPTH) throw new Mistake(`values are nested more than ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value)) return value.map((item) => toValue(item, depth + 1));
  if (isTable(value)) return toTable(value, depth);
  return value as TomlValue;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'it is not TOML';
  const place =
    'line' in error && 'col' in error
      ? `at line ${Number(error.line) + 1}, column ${Number(error.col) + 1}: `
      : '';
  return `${place}${mistake(error.message)}`;
}

function mistake(message: string): string {
  if (/redefine|already/i.test(message)) return 'a key or a section is given twice';
  if (/unterminated|newline/i.test(message)) return 'a text is not closed by a quotation mark';
  return 'it is not TOML; a line looks like key = "value", and text needs quotation marks';
}
