import type { Settings } from './setting.ts';
import type { TomlValue } from './toml/toml.ts';

/** A section whose keys the plugin knows. */
export interface ClosedSection {
  readonly kind: 'closed';
  readonly path: string;
  readonly meaning: string;
  readonly settings: Settings;
  /** True where Teleport's own plugin has the section too: it ignores unknown keys, so files that hold some exist. */
  readonly original: boolean;
}

/** A section whose keys are the user's own, such as account ids. */
export interface OpenSection {
  readonly kind: 'open';
  readonly path: string;
  readonly meaning: string;
  readonly examples: Readonly<Record<string, TomlValue>>;
}

/** A section that may be there several times, each with the same keys. */
export interface ListSection {
  readonly kind: 'list';
  readonly path: string;
  readonly meaning: string;
  readonly settings: Settings;
}

export type Section = ClosedSection | OpenSection | ListSection;

/** A section that Teleport's own plugin has too: an unknown key in it is only a warning. */
export function originalSection(path: string, meaning: string, settings: Settings): ClosedSection {
  return { kind: 'closed', path, meaning, settings, original: true };
}

/** A section that only we have: an unknown key in it is a fault. */
export function ownSection(path: string, meaning: string, settings: Settings): ClosedSection {
  return { kind: 'closed', path, meaning, settings, original: false };
}

export function listSection(path: string, meaning: string, settings: Settings): ListSection {
  return { kind: 'list', path, meaning, settings };
}

export function openSection(path: string, meaning: string, examples: OpenSection['examples']): OpenSection {
  return { kind: 'open', path, meaning, examples };
}
