const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Teleport's rule: exactly one `version` value is checked, none or several are not; what cannot be parsed is too old. */
export function isClientVersionSupported(values: readonly unknown[], minimum: string | undefined): boolean {
  const [value] = values;
  if (minimum === undefined || values.length !== 1 || typeof value !== 'string') return true;
  const client = parse(value);
  return client !== undefined && compare(client, parse(minimum) ?? []) >= 0;
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
