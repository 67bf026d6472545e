import { z } from 'zod';
import { fieldSchema, type JiraField } from './field.ts';
import { issueTypeSchema, type JiraIssueType } from './project.ts';
import { optional } from './wire-values.ts';

/** A page of a list that starts somewhere and may have a total. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  /** Where the page starts, where the answer says so. */
  readonly startAt: number | undefined;
  readonly total: number | undefined;
}

/** `GET /issue/createmeta/{project}/issuetypes`: Cloud and Data Center name the list differently. */
export const createTypesSchema: z.ZodType<OffsetPage<JiraIssueType>> = z
  .object({
    issueTypes: optional(z.array(issueTypeSchema)),
    values: optional(z.array(issueTypeSchema)),
    startAt: optional(z.number()),
    total: optional(z.number()),
  })
  .transform(({ issueTypes, values, ...page }) => ({ ...page, items: issueTypes ?? values ?? [] }));

/** `GET /issue/createmeta/{project}/issuetypes/{type}`. */
export const createFieldsSchema: z.ZodType<OffsetPage<JiraField>> = z
  .object({
    fields: optional(z.array(fieldSchema)),
    values: optional(z.array(fieldSchema)),
    startAt: optional(z.number()),
    total: optional(z.number()),
  })
  .transform(({ fields, values, ...page }) => ({ ...page, items: fields ?? values ?? [] }));
