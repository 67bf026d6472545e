import { z } from 'zod';
import { parseDuration } from './duration.ts';

/** A kind of value: how it is parsed, and how it is described to a person who got it wrong. */
export interface Kind<T> {
  readonly schema: z.ZodType<T>;
  readonly expected: string;
  /** True where a message may repeat the value found: no secret is ever written in its place. */
  readonly plain?: boolean;
}

const MAX_TEXT = 4096;

export const flag: Kind<boolean> = { schema: z.boolean(), expected: 'true or false', plain: true };

/** Text that is not empty, described by what it stands for. */
export function text(expected: string): Kind<string> {
  return { schema: z.string().trim().min(1).max(MAX_TEXT), expected };
}

/** Like `text`, but empty is meant: some keys of the original give "" a meaning. */
export function anyText(expected: string): Kind<string> {
  return { schema: z.string().max(MAX_TEXT), expected };
}

export function oneOf<const T extends string>(words: readonly T[]): Kind<T> {
  const expected = `one of ${words.map((word) => `"${word}"`).join(', ')}`;
  return { schema: z.enum(words), expected, plain: true };
}

export function wholeNumber(min: number, max: number): Kind<number> {
  const expected = `a whole number from ${min} to ${max}`;
  return { schema: z.int().min(min).max(max), expected, plain: true };
}

export function textList(expected: string): Kind<readonly string[]> {
  return { schema: z.array(z.string().trim().min(1).max(MAX_TEXT)).readonly(), expected };
}

/** A list of words out of a few. */
export function someOf<const T extends string>(words: readonly T[]): Kind<readonly T[]> {
  const expected = `a list of ${words.map((word) => `"${word}"`).join(', ')}`;
  return { schema: z.array(z.enum(words)).readonly(), expected };
}

/** One text or a list of them, always read as a list. */
export function textOrList(expected: string): Kind<readonly string[]> {
  const item = z.string().trim().min(1).max(MAX_TEXT);
  const schema = z
    .union([item, z.array(item).min(1)])
    .transform((value): readonly string[] => (typeof value === 'string' ? [value] : value));
  return { schema, expected };
}

/** A span of time in Go's spelling, read as milliseconds. The limits are texts too, for the message. */
export function duration(min: string, max: string): Kind<number> {
  const least = parseDuration(min) ?? 0;
  const most = parseDuration(max) ?? Infinity;
  const schema = z.string().transform((value, context) => {
    const milliseconds = parseDuration(value.trim());
    if (milliseconds !== undefined && milliseconds >= least && milliseconds <= most) return milliseconds;
    const message = milliseconds === undefined ? 'not a duration' : 'out of range';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
  return { schema, expected: `a duration from ${min} to ${max}`, plain: true };
}

/** A list of texts, each of which a function turns into something better. */
export function parsedList<T extends object>(
  expected: string,
  parse: (value: string) => T | undefined,
): Kind<readonly T[]> {
  return { schema: z.array(parsed(expected, parse).schema).readonly(), expected };
}

/** Text that a function turns into something better; it answers `undefined` for what it does not take. */
export function parsed<T extends object | string>(
  expected: string,
  parse: (value: string) => T | undefined,
): Kind<T> {
  const schema = z
    .string()
    .max(MAX_TEXT)
    .transform((value, context): T => {
      const result = parse(value.trim());
      if (result !== undefined) return result;
      context.addIssue({ code: 'custom', message: 'has another form' });
      return z.NEVER;
    });
  return { schema, expected };
}
