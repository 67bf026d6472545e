import type { Findings } from './fault.ts';
import { foundKind, foundProblem } from './found-problem.ts';
import type { Kind } from './kinds/kind.ts';
import { printableKey } from './printable-key.ts';
import type { Setting, Settings, Values } from './setting.ts';
import { tomlKey, tomlText } from './toml/toml-text.ts';
import { isTable, type TomlTable, type TomlValue } from './toml/toml.ts';

/** A section of the file with the place where its faults go. */
export interface Reading {
  readonly document: TomlTable;
  readonly findings: Findings;
}

/** Reads every key of a section; each fault is noted and reading goes on. `path` is `jira` or `jira.statuses`. */
export function readSettings<S extends Settings>(reading: Reading, path: string, settings: S): Values<S> {
  const table = tableAt(reading, path);
  const entries = Object.entries(settings).map(([key, setting]) => {
    const value = Object.hasOwn(table, key) ? table[key] : undefined;
    return [key, readOne({ reading, key: `${path}.${key}`, setting }, value)] as const;
  });
  return Object.fromEntries(entries) as Values<S>;
}

/** Reads a table whose keys are the user's own, such as account ids. */
export function readOpenTable<T>(
  reading: Reading,
  path: string,
  entry: { readonly kind: Kind<T>; readonly example: TomlValue },
): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  for (const [key, value] of Object.entries(tableAt(reading, path))) {
    const result = entry.kind.schema.safeParse(value);
    if (result.success) values.set(key, result.data);
    else
      note(
        { reading, key: `${path}.${key}`, setting: entry },
        foundProblem(value, entry.kind, result.error.issues[0]),
      );
  }
  return values;
}

/** The table at a dotted path, or an empty one; something else in its place is a fault. */
export function tableAt({ document, findings }: Reading, path: string): TomlTable {
  let table = document;
  for (const step of path.split('.')) {
    const next = Object.hasOwn(table, step) ? table[step] : undefined;
    if (next === undefined) return {};
    if (!isTable(next)) {
      noteMisplaced(findings, path, next);
      return {};
    }
    table = next;
  }
  return table;
}

interface Place<T> {
  readonly reading: Reading;
  readonly key: string;
  readonly setting: Setting<T> | { readonly kind: Kind<T>; readonly example: TomlValue };
}

function readOne(place: Place<unknown> & { readonly setting: Setting<unknown> }, value?: TomlValue): unknown {
  const { setting } = place;
  const fallback = setting.presence === 'defaulted' ? setting.kind.schema.parse(setting.fallback) : undefined;
  if (value === undefined) {
    if (setting.presence === 'required') note(place, 'is missing');
    return fallback;
  }
  const result = setting.kind.schema.safeParse(value);
  if (result.success) return result.data;
  note(place, foundProblem(value, setting.kind, result.error.issues[0]));
  return fallback;
}

function note({ reading, key, setting }: Place<unknown>, problem: string): void {
  const lastStep = key.slice(key.lastIndexOf('.') + 1);
  reading.findings.faults.push({
    key: printableKey(key),
    problem,
    expected: setting.kind.expected,
    example: `${tomlKey(printableKey(lastStep))} = ${tomlText(setting.example)}`,
  });
}

function noteMisplaced(findings: Findings, path: string, value: TomlValue): void {
  if (findings.faults.some((fault) => fault.key === path)) return;
  findings.faults.push({
    key: path,
    problem: `is ${foundKind(value)}`,
    expected: 'a section',
    example: `[${path}]`,
  });
}
