import { isTable, type TomlValue } from './toml.ts';

/** Writes a value on one line, as it could stand in a file. */
export function tomlText(value: TomlValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: TomlValue) => tomlText(item)).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (!isTable(value)) return `${value as number | boolean | bigint}`;
  const entries = Object.entries(value).map(([key, item]) => `${tomlKey(key)} = ${tomlText(item)}`);
  return `{ ${entries.join(', ')} }`;
}

/** Quotes a key where TOML asks for it. */
export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
