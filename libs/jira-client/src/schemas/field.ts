import { z } from 'zod';
import { optional } from './wire-values.ts';

/** A field of a create or transition screen. */
export interface JiraField {
  /** `summary`, `customfield_10072`. */
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** `string`, `option`, `array`, `user`, ... */
  readonly type: string;
  /** What an `array` holds: `string`, `option`, `component`, ... */
  readonly items: string | undefined;
  /** The custom field's kind, such as `com.atlassian.jira.plugin.system.customfieldtypes:textfield`. */
  readonly custom: string | undefined;
}

const shape = z.object({
  name: optional(z.string()),
  key: optional(z.string()),
  fieldId: optional(z.string()),
  required: optional(z.boolean()),
  hasDefaultValue: optional(z.boolean()),
  schema: optional(
    z.object({ type: optional(z.string()), items: optional(z.string()), custom: optional(z.string()) }),
  ),
});

/** One field where its id stands inside (createmeta). */
export const fieldSchema: z.ZodType<JiraField> = shape.transform((field) =>
  toField(field, field.fieldId ?? field.key ?? ''),
);

/** Fields by id (transition screens). */
export const fieldsByIdSchema: z.ZodType<readonly JiraField[]> = z
  .record(z.string(), shape)
  .transform((fields) => Object.entries(fields).map(([id, field]) => toField(field, id)));

function toField(field: z.infer<typeof shape>, id: string): JiraField {
  return {
    id,
    name: field.name ?? id,
    required: field.required ?? false,
    hasDefault: field.hasDefaultValue ?? false,
    type: field.schema?.type ?? 'unknown',
    items: field.schema?.items,
    custom: field.schema?.custom,
  };
}
