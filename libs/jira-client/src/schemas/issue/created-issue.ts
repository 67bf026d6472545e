import { z } from 'zod';
import { idSchema } from '../wire-values.ts';

/** What creating an issue tells. */
export interface JiraCreatedIssue {
  readonly id: string;
  readonly key: string;
}

/** `POST /issue`. */
export const createdIssueSchema: z.ZodType<JiraCreatedIssue> = z.object({ id: idSchema, key: z.string() });
