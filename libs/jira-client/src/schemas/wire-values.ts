import { z } from 'zod';

/** Jira writes `2024-05-23T14:47:28.592+0000`, without the colon that ISO 8601 wants; a few places use a number. */
export const timeSchema = z.union([z.string(), z.number()]).transform((value, context) => {
  const at = typeof value === 'number' ? value : Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(at)) return at;
  context.issues.push({ code: 'custom', message: 'no time', input: value });
  return z.NEVER;
});

/** Absent, `null` and present become `undefined` or the value. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Ids are strings of digits; a few places send numbers. */
export const idSchema = z.union([z.string(), z.number().transform(String)]);
