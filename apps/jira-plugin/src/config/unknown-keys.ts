import { SECTIONS } from './catalogue.ts';
import { printableKey } from './printable-key.ts';
import { isTable, type TomlTable } from './toml.ts';

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
      return isTable(value) && !isOpen(full) ? unknownUnder(value, full) : [];
    }
    return [full];
  });
}

function isOpen(path: string): boolean {
  return SECTIONS.some((section) => section.kind === 'open' && section.path === path);
}

const KNOWN: readonly string[] = SECTIONS.flatMap((section) =>
  section.kind === 'open'
    ? [section.path]
    : [section.path, ...Object.keys(section.settings).map((key) => `${section.path}.${key}`)],
);

/** A key that is more than a third wrong is not a slip of the pen. */
function nearestKey(key: string): string | undefined {
  if (key.length > 64) return undefined;
  const ranked = KNOWN.map((known) => ({ known, distance: distanceTo(known, key) }));
  ranked.sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= Math.max(2, key.length / 3)) return best.known;
  const name = key.slice(key.lastIndexOf('.') + 1);
  return KNOWN.find((known) => known.endsWith(`.${name}`));
}

/** The number of letters to insert, delete or change (Levenshtein). */
function distanceTo(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      const above = previous[column] ?? 0;
      const before = current[column - 1] ?? 0;
      const diagonal = previous[column - 1] ?? 0;
      current.push(Math.min(above + 1, before + 1, diagonal + change));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
