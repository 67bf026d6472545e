import { z } from 'zod';

/** A property of an issue or comment: any JSON. */
export const propertySchema: z.ZodType<unknown> = z
  .object({ key: z.string(), value: z.unknown() })
  .transform(({ value }) => value);

/** The properties that an issue's answer carries. */
export const issuePropertiesSchema: z.ZodType<Readonly<Record<string, unknown>>> = z
  .object({ properties: z.record(z.string(), z.unknown()).nullish() })
  .transform(({ properties }) => properties ?? {});
