import type { Section } from '../section.ts';
import type { SecretFile } from './exposed-files.ts';
import { isTable, type TomlTable, type TomlValue } from '../toml/toml.ts';

/** The files that settings such as `teleport.identity` name, where the file of a key is secret as a whole. */
export function namedSecretFiles(document: TomlTable, sections: readonly Section[]): readonly SecretFile[] {
  return sections.flatMap((section) =>
    section.kind === 'open'
      ? []
      : Object.entries(section.settings).flatMap(([key, { namesSecretFile }]) => {
          const path = namesSecretFile === true ? valueAt(document, [...section.path.split('.'), key]) : '';
          return typeof path === 'string' && path !== '' ? [{ key: `${section.path}.${key}`, path }] : [];
        }),
  );
}

function valueAt(document: TomlTable, steps: readonly string[]): TomlValue | undefined {
  return steps.reduce<TomlValue | undefined>(
    (value, step) => (isTable(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    document,
  );
}
