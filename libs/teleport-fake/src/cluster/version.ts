const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Is `version` this one or a newer one? What cannot be parsed is older than everything. */
export function isAtLeast(version: string, minimum: string): boolean {
  const own = parse(version);
  return own !== undefined && compare(own, parse(minimum) ?? []) >= 0;
}

function parse(version: string): readonly number[] | undefined {
  return SEMVER.exec(version)?.slice(1, 4).map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
