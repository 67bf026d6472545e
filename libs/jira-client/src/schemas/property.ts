import { z } from 'zod';

/** A property of an issue or comment: any JSON. */
export const propertySchema: z.ZodType<unknown> = z
  .object({ key: z.string(), value: z.unknown() })
  .transform(({ value }) => value);
