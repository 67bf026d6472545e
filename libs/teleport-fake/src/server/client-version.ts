import { isAtLeast } from '../cluster/version.ts';

/** Teleport's rule: exactly one `version` value is checked, none or several are not; what cannot be parsed is too old. */
export function isClientVersionSupported(values: readonly unknown[], minimum: string | undefined): boolean {
  const [value] = values;
  if (minimum === undefined || values.length !== 1 || typeof value !== 'string') return true;
  return isAtLeast(value, minimum);
}
