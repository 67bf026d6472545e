import { z } from 'zod';
import { issueSchema, type JiraIssueAnswer } from './issue.ts';
import { optional } from '../wire-values.ts';

/** A page of search results. */
export interface SearchPage {
  readonly issues: readonly JiraIssueAnswer[];
  /** Cloud: present while there is more. */
  readonly nextPageToken: string | undefined;
  /** Data Center: over all pages. */
  readonly total: number | undefined;
}

/** `search/jql` (Cloud) and `search` (Data Center). */
export const searchPageSchema: z.ZodType<SearchPage> = z
  .object({
    issues: z.array(issueSchema),
    nextPageToken: optional(z.string()),
    isLast: optional(z.boolean()),
    total: optional(z.number()),
  })
  .transform(({ issues, nextPageToken, isLast, total }) => ({
    issues,
    nextPageToken: isLast === true ? undefined : nextPageToken,
    total,
  }));
