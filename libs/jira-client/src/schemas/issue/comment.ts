import { z } from 'zod';
import { fromAdf } from '../../text/adf.ts';
import { fromWiki } from '../../text/wiki.ts';
import { authorSchema, type JiraUser } from '../user.ts';
import { idSchema, optional, timeSchema } from '../wire-values.ts';

/** A comment. */
export interface JiraComment {
  readonly id: string;
  readonly author: JiraUser | undefined;
  /** Plain text, read out of ADF (Cloud) or wiki markup (Data Center). */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly updated: number;
  /** Whether customers of a service project may read it. Data Center does not say. */
  readonly isPublic: boolean | undefined;
  /** The comment's properties, where the answer carries them; absent means unknown, not none. */
  readonly properties: Readonly<Record<string, unknown>> | undefined;
}

/** A page of comments. */
export interface JiraCommentPage {
  readonly comments: readonly JiraComment[];
  /** Where the page starts, where the answer says so. */
  readonly startAt: number | undefined;
  /** How many there are over all pages. */
  readonly total: number;
}

const propertiesSchema = z
  .array(z.object({ key: z.string(), value: z.unknown() }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])));

/** One comment, of v2 or v3. */
export const commentSchema: z.ZodType<JiraComment> = z
  .object({
    id: idSchema,
    author: authorSchema,
    body: z.unknown(),
    created: timeSchema,
    updated: optional(timeSchema),
    jsdPublic: optional(z.boolean()),
    properties: optional(propertiesSchema),
  })
  .transform(({ body, updated, jsdPublic, ...rest }) => ({
    ...rest,
    isPublic: jsdPublic,
    text: typeof body === 'string' ? fromWiki(body) : fromAdf(body),
    updated: updated ?? rest.created,
  }));

/** `GET /issue/{id}/comment`, and `fields.comment` of an issue. */
export const commentPageSchema: z.ZodType<JiraCommentPage> = z
  .object({ comments: z.array(commentSchema), startAt: optional(z.number()), total: optional(z.number()) })
  .transform(({ comments, startAt, total }) => ({ comments, startAt, total: total ?? comments.length }));

/** `POST /comment/list`. */
export const commentListSchema: z.ZodType<readonly JiraComment[]> = z
  .object({ values: z.array(commentSchema) })
  .transform(({ values }) => values);
