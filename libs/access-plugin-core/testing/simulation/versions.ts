/** What something was, and from when on. `undefined`: it did not exist. */
export interface Version<T> {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly value: T | undefined;
}

/** Everything that a thing has been, oldest first. */
export type Versions<T> = readonly Version<T>[];

/** What it was at a moment. */
export function valueAt<T>(versions: Versions<T>, at: number): T | undefined {
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const version = versions[index];
    if (version !== undefined && version.at <= at) return version.value;
  }
  return undefined;
}

/** Everything that it was at any moment from `from` to `to`, both included. */
export function valuesDuring<T>(versions: Versions<T>, from: number, to: number): readonly (T | undefined)[] {
  const first = versions.findLastIndex((version) => version.at <= from);
  const before = first === -1 ? [undefined] : [];
  return [
    ...before,
    ...versions
      .slice(Math.max(first, 0))
      .filter(({ at }) => at <= to)
      .map(({ value }) => value),
  ];
}
