import type { Section } from './section.ts';
import type { Fault, IgnoredKey } from './fault.ts';
import { LONGEST_COMPARED, nearestOf, nearOf } from './nearest.ts';
import { printableKey } from './printable-key.ts';
import { isTable, type TomlTable, type TomlValue } from './toml/toml.ts';

export interface UnknownKeys {
  readonly faults: readonly Fault[];
  readonly ignored: readonly IgnoredKey[];
}

/**
 * Judges every key that no section knows. A section or key that the original does not have either, and a key near one
 * that guards, is a fault: a slip of the pen must not leave a weaker default in force. Other keys are ignored.
 */
export function unknownKeys(document: TomlTable, sections: readonly Section[]): UnknownKeys {
  const judged = unknownIn(document, { sections, section: undefined, shown: '' });
  return {
    faults: judged.filter((one) => 'problem' in one),
    ignored: judged.filter((one) => 'meant' in one),
  };
}

type Judged = Fault | IgnoredKey;

/** Where keys are looked at. `shown` is the path as messages write it, with the place of a table in a list. */
interface Place {
  readonly sections: readonly Section[];
  /** `undefined` above the first section. */
  readonly section: Section | undefined;
  readonly shown: string;
}

function unknownIn(table: TomlTable, place: Place): readonly Judged[] {
  const { sections, section, shown } = place;
  if (section?.kind === 'open') return misplacedIn(table, place);
  return Object.entries(table).flatMap(([key, value]) => {
    const inner = sections.find(({ path }) => path === joined(section?.path, key));
    const name = joined(shown, printableKey(key));
    if (inner !== undefined) return inSection(value, { sections, section: inner, shown: name });
    if (section !== undefined && Object.hasOwn(section.settings, key)) return [];
    if (tablesIn(value).length > 0) return [unknownSection(name, sections)];
    return [unknownKey(key, place)];
  });
}

function inSection(value: TomlValue, place: Place): readonly Judged[] {
  const { section, shown } = place;
  return tablesIn(value).flatMap((table, index) =>
    unknownIn(table, section?.kind === 'list' ? { ...place, shown: `${shown}[${index + 1}]` } : place),
  );
}

/** Keys of the user's own table, in which a key that guards ends up when it stands below the table's header. */
function misplacedIn(table: TomlTable, { sections, shown }: Place): readonly Judged[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const name = joined(shown, printableKey(key));
    const guard = guards(sections).find((full) => lastStep(full) === key.replaceAll('-', '_'));
    if (guard !== undefined) return [nearGuard(name, guard)];
    return tablesIn(value).flatMap((inner) =>
      misplacedIn(inner, { sections, section: undefined, shown: name }),
    );
  });
}

function unknownKey(key: string, { sections, section, shown }: Place): Judged {
  const name = joined(shown, printableKey(key));
  const guard = guardNear(key, { sections, section });
  if (guard !== undefined) return nearGuard(name, guard);
  if (section === undefined) {
    return { key: name, problem: 'stands above the first section', expected: 'each key below a [section]' };
  }
  const nearest = nearestKey(joined(section.path, key), sections);
  if (isOriginal(section)) return { key: name, meant: nearest };
  return {
    key: name,
    problem: `is not a key of ${headerOf(section)}`,
    expected: `one of ${section.kind === 'open' ? '' : Object.keys(section.settings).join(', ')}`,
    ...(nearest === undefined ? {} : { hint: `Did you mean ${nearest}?` }),
  };
}

function unknownSection(name: string, sections: readonly Section[]): Fault {
  const nearest = sections.find(
    ({ path }) =>
      path ===
      nearestOf(
        sections.map((one) => one.path),
        name,
      ),
  );
  return {
    key: name,
    problem: 'is not a known section',
    ...(nearest === undefined
      ? { expected: `one of ${sections.map(headerOf).join(', ')}` }
      : { hint: `Did you mean ${headerOf(nearest)}?` }),
  };
}

function nearGuard(name: string, guard: string): Fault {
  return {
    key: name,
    problem: `is not a known key, and without it ${guard} keeps its default`,
    hint: `Did you mean ${guard}?`,
  };
}

/** The key that guards and that was probably meant; the same word first, then one of the same section. */
function guardNear(
  key: string,
  { sections, section }: Pick<Place, 'sections' | 'section'>,
): string | undefined {
  const all = guards(sections);
  const here = all.filter((full) => section !== undefined && full === joined(section.path, lastStep(full)));
  const near = (among: readonly string[]) => {
    const name = nearOf(among.map(lastStep), key);
    return among.find((full) => lastStep(full) === name);
  };
  const same = all.find((full) => nearOf([lastStep(full)], key, 0) !== undefined);
  return same ?? near(here) ?? near(all);
}

function guards(sections: readonly Section[]): readonly string[] {
  return sections.flatMap((section) =>
    section.kind === 'open'
      ? []
      : Object.entries(section.settings)
          .filter(([, { guards: isGuard }]) => isGuard === true)
          .map(([key]) => joined(section.path, key)),
  );
}

/** The known key or section that was probably meant, or one with the same last step. */
function nearestKey(key: string, sections: readonly Section[]): string | undefined {
  const known = sections.flatMap((section) =>
    section.kind === 'open'
      ? [section.path]
      : [section.path, ...Object.keys(section.settings).map((name) => joined(section.path, name))],
  );
  const nearest = nearestOf(known, key);
  if (nearest !== undefined || key.length > LONGEST_COMPARED) return nearest;
  return known.find((full) => full.endsWith(`.${lastStep(key)}`));
}

/** The tables that stand at a key: one, or several of the same name. */
function tablesIn(value: TomlValue): readonly TomlTable[] {
  if (isTable(value)) return [value];
  return Array.isArray(value) ? value.filter(isTable) : [];
}

function isOriginal(section: Section): boolean {
  return section.kind === 'closed' && section.original;
}

function headerOf({ kind, path }: Section): string {
  return kind === 'list' ? `[[${path}]]` : `[${path}]`;
}

function joined(path: string | undefined, key: string): string {
  return path === undefined || path === '' ? key : `${path}.${key}`;
}

function lastStep(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
