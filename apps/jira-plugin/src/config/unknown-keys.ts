import { SECTIONS } from './catalogue.ts';
import { LONGEST_COMPARED, nearestOf } from './nearest.ts';
import { printableKey } from './printable-key.ts';
import { isTable, type TomlTable, type TomlValue } from './toml.ts';

/** One warning per key that no section knows, with the nearest known key where there is one. */
export function unknownKeyWarnings(document: TomlTable): readonly string[] {
  return unknownUnder(document, '').map((key) => {
    const nearest = nearestKey(key);
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
    return `${printableKey(key)} is not a known key and is ignored.${hint}`;
  });
}

function unknownUnder(table: TomlTable, path: string): readonly string[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const full = path === '' ? key : `${path}.${key}`;
    if (isOpen(full) || KNOWN.some((known) => known === full)) {
      return isOpen(full) ? [] : tablesIn(value).flatMap((inner) => unknownUnder(inner, full));
    }
    return [full];
  });
}

/** The sections that stand at a key: one, or several of the same name. A setting that takes a table is none. */
function tablesIn(value: TomlValue): readonly TomlTable[] {
  if (isTable(value)) return [value];
  return Array.isArray(value) ? value.filter(isTable) : [];
}

/** True where the keys below are the user's own: in open sections, and in settings that take a table. */
function isOpen(path: string): boolean {
  return SECTIONS.some((section) =>
    section.kind === 'open'
      ? section.path === path
      : section.kind === 'list' && path.startsWith(`${section.path}.`) && KNOWN.includes(path),
  );
}

const KNOWN: readonly string[] = SECTIONS.flatMap((section) =>
  section.kind === 'open'
    ? [section.path]
    : [section.path, ...Object.keys(section.settings).map((key) => `${section.path}.${key}`)],
);

/** A key that is more than a third wrong is not a slip of the pen. */
function nearestKey(key: string): string | undefined {
  const nearest = nearestOf(KNOWN, key);
  if (nearest !== undefined || key.length > LONGEST_COMPARED) return nearest;
  const name = key.slice(key.lastIndexOf('.') + 1);
  return KNOWN.find((known) => known.endsWith(`.${name}`));
}
