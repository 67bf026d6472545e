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
  /** A service project, whose customers read every comment that is not internal. */
  readonly service: boolean;
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
    projectTypeKey: optional(z.string()),
    issueTypes: optional(z.array(issueTypeSchema)),
  })
  .transform(({ simplified, style, projectTypeKey, issueTypes, ...rest }) => ({
    ...rest,
    service: projectTypeKey === 'service_desk',
    teamManaged: simplified === true || style === 'next-gen',
    issueTypes: issueTypes ?? [],
  }));
