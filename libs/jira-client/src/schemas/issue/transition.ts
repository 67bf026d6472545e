import { z } from 'zod';
import { fieldsByIdSchema, type JiraField } from '../field.ts';
import { statusSchema, type JiraStatus } from '../status.ts';
import { idSchema, optional } from '../wire-values.ts';

/** A move that the account may make from where the issue is now. */
export interface JiraTransition {
  readonly id: string;
  readonly name: string;
  readonly to: JiraStatus;
  /** The fields of its screen; absent when they were not asked for. */
  readonly fields: readonly JiraField[] | undefined;
}

/** One transition. Cloud can list moves that are not available. */
export const transitionsSchema: z.ZodType<readonly JiraTransition[]> = z
  .array(
    z.object({
      id: idSchema,
      name: z.string(),
      to: statusSchema,
      isAvailable: optional(z.boolean()),
      fields: optional(fieldsByIdSchema),
    }),
  )
  .transform((list) =>
    list
      .filter(({ isAvailable }) => isAvailable !== false)
      .map(({ id, name, to, fields }) => ({ id, name, to, fields })),
  );

/** `GET /issue/{id}/transitions`. */
export const transitionListSchema: z.ZodType<readonly JiraTransition[]> = z
  .object({ transitions: transitionsSchema })
  .transform(({ transitions }) => transitions);
