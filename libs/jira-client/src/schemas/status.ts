import { z } from 'zod';
import { idSchema, optional } from './wire-values.ts';

/** A status, which a board shows as a column. */
export interface JiraStatus {
  readonly id: string;
  /** In the language of the account that asks. */
  readonly name: string;
  /** The name before translation, where Jira gives it. */
  readonly untranslatedName: string | undefined;
}

/** The statuses that one issue type of a project can have. */
export interface JiraTypeStatuses {
  readonly issueTypeId: string;
  readonly issueTypeName: string;
  readonly statuses: readonly JiraStatus[];
}

/** A status wherever it stands. */
export const statusSchema: z.ZodType<JiraStatus> = z.object({
  id: idSchema,
  name: z.string(),
  untranslatedName: optional(z.string()),
});

/** `GET /project/{idOrKey}/statuses`. */
export const projectStatusesSchema: z.ZodType<readonly JiraTypeStatuses[]> = z.array(
  z
    .object({ id: idSchema, name: z.string(), statuses: z.array(statusSchema) })
    .transform(({ id, name, statuses }) => ({ issueTypeId: id, issueTypeName: name, statuses })),
);
