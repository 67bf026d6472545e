import { z } from 'zod';
import { issueSchema, type JiraIssueAnswer } from './issue.ts';
import { idSchema, optional } from '../wire-values.ts';

/** An issue in a form that was not understood, as far as it was. */
export interface JiraUnreadableIssue {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>> | undefined;
}

/** A page of search results. */
export interface SearchPage {
  readonly issues: readonly JiraIssueAnswer[];
  /** What cannot be read of an issue is no reason to lose the others. */
  readonly unreadable: readonly JiraUnreadableIssue[];
  /** How many issues the page has, readable or not. */
  readonly count: number;
  /** Cloud: present while there is more. */
  readonly nextPageToken: string | undefined;
  /** Data Center: where the page starts. */
  readonly startAt: number | undefined;
  /** Data Center: over all pages. */
  readonly total: number | undefined;
}

/** `search/jql` (Cloud) and `search` (Data Center). */
export const searchPageSchema: z.ZodType<SearchPage> = z
  .object({
    issues: z.array(z.unknown()),
    nextPageToken: optional(z.string()),
    isLast: optional(z.boolean()),
    startAt: optional(z.number()),
    total: optional(z.number()),
  })
  .refine(({ nextPageToken, isLast }) => isLast !== false || nextPageToken !== undefined, {
    message: 'there is more, but no token for it',
    path: ['nextPageToken'],
  })
  .transform(({ issues, nextPageToken, isLast, ...page }) => ({
    ...page,
    ...readable(issues),
    count: issues.length,
    nextPageToken: isLast === true ? undefined : nextPageToken,
  }));

const unreadableSchema: z.ZodType<JiraUnreadableIssue> = z.object({
  id: idSchema,
  properties: optional(z.record(z.string(), z.unknown())).catch(undefined),
});

function readable(answers: readonly unknown[]): Pick<SearchPage, 'issues' | 'unreadable'> {
  const issues: JiraIssueAnswer[] = [];
  const unreadable: JiraUnreadableIssue[] = [];
  for (const answer of answers) {
    const issue = issueSchema.safeParse(answer);
    if (issue.success) {
      issues.push(issue.data);
      continue;
    }
    const odd = unreadableSchema.safeParse(answer);
    if (odd.success) unreadable.push(odd.data);
  }
  return { issues, unreadable };
}
