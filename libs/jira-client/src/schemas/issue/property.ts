import { z } from 'zod';
import { idSchema } from '../wire-values.ts';

/** A property of an issue or comment: any JSON. */
export const propertySchema: z.ZodType<unknown> = z
  .object({ key: z.string(), value: z.unknown() })
  .transform(({ value }) => value);

/** An issue's properties by key. */
export interface JiraIssueProperties {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The properties that an issue's answer carries. */
export const issuePropertiesSchema: z.ZodType<JiraIssueProperties> = z
  .object({ id: idSchema, properties: z.record(z.string(), z.unknown()).nullish() })
  .transform(({ id, properties }) => ({ id, properties: properties ?? {} }));
