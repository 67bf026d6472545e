import type { z } from 'zod';
import type { Kind } from './kinds/kind.ts';
import { tomlText } from './toml/toml-text.ts';
import type { TomlValue } from './toml/toml.ts';

const LONGEST_SHOWN = 60;

/** What is wrong with a value, to be read after its key. Repeats the value only where no secret can stand. */
export function foundProblem(
  value: TomlValue,
  kind: Kind<unknown>,
  issue: z.core.$ZodIssue | undefined,
): string {
  const custom = issue?.code === 'custom' ? issue.message : undefined;
  const shown = kind.plain === true ? tomlText(value) : '';
  if (shown === '' || shown.length > LONGEST_SHOWN) return custom ?? `is ${foundKind(value)}`;
  return [`is ${shown}`, custom ?? refusal(value, issue)].filter((part) => part !== undefined).join(', ');
}

/** Says what stands there without repeating it. */
export function foundKind(value: TomlValue): string {
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : 'another text';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'bigint') return 'a number that is too large';
  if (typeof value === 'number') return 'a number';
  if (value instanceof Date) return 'a date';
  return Array.isArray(value) ? 'a list' : 'a table';
}

/** A word that is none of a few needs no reason beside it. */
function refusal(value: TomlValue, issue: z.core.$ZodIssue | undefined): string | undefined {
  if (typeof value === 'bigint') return 'out of range';
  if (issue?.code === 'too_big' || issue?.code === 'too_small') return 'out of range';
  if (issue?.code === 'invalid_value') return undefined;
  if (issue?.code === 'invalid_type' && issue.expected === 'int' && typeof value === 'number') {
    return 'not a whole number';
  }
  return typeof value === 'string' ? 'a text' : foundKind(value);
}
