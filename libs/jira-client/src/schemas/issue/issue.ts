import { z } from 'zod';
import { embeddedChangesSchema, type JiraChangePage } from './change.ts';
import { commentPageSchema, type JiraCommentPage } from './comment.ts';
import { issueTypeSchema } from '../project.ts';
import { statusSchema, type JiraStatus } from '../status.ts';
import { transitionsSchema, type JiraTransition } from './transition.ts';
import { authorSchema, type JiraUser } from '../user.ts';
import { idSchema, optional, timeSchema } from '../wire-values.ts';

/** An issue as one answer holds it: history and comments may be incomplete. */
export interface JiraIssueAnswer {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly issueTypeId: string;
  readonly status: JiraStatus;
  readonly creator: JiraUser | undefined;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly updated: number;
  /** Issue properties by key, those that were asked for and exist; absent where the answer carries none. */
  readonly properties: Readonly<Record<string, unknown>> | undefined;
  readonly comments: JiraCommentPage | undefined;
  readonly changes: JiraChangePage | undefined;
  readonly transitions: readonly JiraTransition[] | undefined;
}

/** The fields that {@link issueSchema} reads; every request for an issue asks for them. */
export const ISSUE_FIELDS = ['project', 'issuetype', 'status', 'creator', 'created', 'updated'] as const;

const fieldsSchema = z.object({
  project: z.object({ id: idSchema, key: z.string() }),
  issuetype: issueTypeSchema,
  status: statusSchema,
  creator: authorSchema,
  created: timeSchema,
  updated: optional(timeSchema),
  comment: optional(commentPageSchema),
});

/** `GET /issue/{id}`, and one issue of a search. */
export const issueSchema: z.ZodType<JiraIssueAnswer> = z
  .object({
    id: idSchema,
    key: z.string(),
    fields: fieldsSchema,
    properties: optional(z.record(z.string(), z.unknown())),
    changelog: optional(embeddedChangesSchema),
    transitions: optional(transitionsSchema),
  })
  .transform(({ fields, changelog, ...rest }) => ({
    ...rest,
    projectId: fields.project.id,
    projectKey: fields.project.key,
    issueTypeId: fields.issuetype.id,
    status: fields.status,
    creator: fields.creator,
    created: fields.created,
    updated: fields.updated ?? fields.created,
    comments: fields.comment,
    changes: changelog,
  }));
