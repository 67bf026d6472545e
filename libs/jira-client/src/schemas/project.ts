import { z } from 'zod';
import { idSchema, optional } from './wire-values.ts';

/** A kind of issue in a project. */
export interface JiraIssueType {
  readonly id: string;
  readonly name: string;
  readonly subtask: boolean;
}

/** A project. */
export interface JiraProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Team-managed projects own their statuses and types. Always false on Data Center. */
  readonly teamManaged: boolean;
  readonly issueTypes: readonly JiraIssueType[];
}

/** One issue type, as projects and createmeta list it. */
export const issueTypeSchema: z.ZodType<JiraIssueType> = z
  .object({ id: idSchema, name: z.string(), subtask: optional(z.boolean()) })
  .transform((type) => ({ ...type, subtask: type.subtask ?? false }));

/** `GET /project/{idOrKey}`. */
export const projectSchema: z.ZodType<JiraProject> = z
  .object({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    simplified: optional(z.boolean()),
    style: optional(z.string()),
    issueTypes: optional(z.array(issueTypeSchema)),
  })
  .transform(({ simplified, style, issueTypes, ...rest }) => ({
    ...rest,
    teamManaged: simplified === true || style === 'next-gen',
    issueTypes: issueTypes ?? [],
  }));
