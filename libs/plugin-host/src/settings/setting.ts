import type { Kind } from './kinds/kind.ts';
import type { TomlValue } from './toml/toml.ts';

interface Described<T> {
  readonly kind: Kind<T>;
  /** One or two sentences for the person who fills in the file. */
  readonly meaning: string;
  /** A value as it would stand in the file. */
  readonly example: TomlValue;
  /** True for the keys that a first configuration needs: `configure` prints them without a `#`. */
  readonly shown?: boolean;
  /** True where the default is weaker than what a person may have meant to set: a key near this one is a fault. */
  readonly guards?: boolean;
  /** True where the value is the path of a file that nobody else may read. */
  readonly namesSecretFile?: boolean;
}

/** A key that may be left out: its value is then `undefined`. */
export interface OptionalSetting<T> extends Described<T> {
  readonly presence: 'optional';
}

/** A key that must be there. */
export interface RequiredSetting<T> extends Described<T> {
  readonly presence: 'required';
}

/** A key with a default, written as it would stand in the file. */
export interface DefaultedSetting<T> extends Described<T> {
  readonly presence: 'defaulted';
  readonly fallback: TomlValue;
}

export type Setting<T> = OptionalSetting<T> | RequiredSetting<T> | DefaultedSetting<T>;

/** The keys of one section, by name. `unknown` stands for any kind of value. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What reading a section gives: a key without a default may be missing, or was faulty. */
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends DefaultedSetting<infer T>
    ? T
    : S[K] extends Setting<infer T>
      ? T | undefined
      : never;
};

export function optional<T>(described: Described<T>): OptionalSetting<T> {
  return { ...described, presence: 'optional' };
}

export function required<T>(described: Described<T>): RequiredSetting<T> {
  return { ...described, presence: 'required' };
}

export function defaulted<T>(
  fallback: TomlValue,
  described: Omit<Described<T>, 'example'> & { readonly example?: TomlValue },
): DefaultedSetting<T> {
  return { ...described, example: described.example ?? fallback, presence: 'defaulted', fallback };
}
