import { z } from 'zod';
import { authorSchema, type JiraUser } from '../user.ts';
import { idSchema, optional, timeSchema } from '../wire-values.ts';

/** One field in an entry of an issue's history. */
export interface JiraChangeItem {
  /** The name that the history shows: `status`, or a custom field's name. */
  readonly field: string;
  /** Cloud only: `status`, `customfield_10072`. */
  readonly fieldId: string | undefined;
  /** Ids where the field has them (the status id), else absent. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Names as they were at the time. */
  readonly fromName: string | undefined;
  readonly toName: string | undefined;
}

/** One entry of an issue's history. */
export interface JiraChange {
  /** Rises with every change. */
  readonly id: string;
  readonly author: JiraUser | undefined;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly items: readonly JiraChangeItem[];
  /** What the author of a REST call wrote into the entry; any JSON object. */
  readonly historyMetadata: Readonly<Record<string, unknown>> | undefined;
}

/** A part of an issue's history, in whatever order Jira sent it. */
export interface JiraChangePage {
  readonly changes: readonly JiraChange[];
  /** Where the page starts, where the answer says so. */
  readonly startAt: number | undefined;
  /** How many there are over all pages. */
  readonly total: number;
}

/** `toString` must be looked up as an own property: every object has a method of that name. */
const itemSchema: z.ZodType<JiraChangeItem> = z.record(z.string(), z.unknown()).transform((item) => ({
  field: textOf(item, 'field') ?? '',
  fieldId: textOf(item, 'fieldId'),
  from: textOf(item, 'from'),
  to: textOf(item, 'to'),
  fromName: textOf(item, 'fromString'),
  toName: textOf(item, 'toString'),
}));

const changeSchema: z.ZodType<JiraChange> = z.object({
  id: idSchema,
  author: authorSchema,
  created: timeSchema,
  items: z.array(itemSchema),
  historyMetadata: optional(z.record(z.string(), z.unknown())),
});

/** `changelog` of an expanded issue. */
export const embeddedChangesSchema: z.ZodType<JiraChangePage> = z
  .object({ histories: z.array(changeSchema), startAt: optional(z.number()), total: optional(z.number()) })
  .transform(({ histories, startAt, total }) => ({
    changes: histories,
    startAt,
    total: total ?? histories.length,
  }));

/** `GET /issue/{id}/changelog` (Cloud only). */
export const changePageSchema: z.ZodType<JiraChangePage> = z
  .object({ values: z.array(changeSchema), startAt: optional(z.number()), total: optional(z.number()) })
  .transform(({ values, startAt, total }) => ({ changes: values, startAt, total: total ?? values.length }));

function textOf(item: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
