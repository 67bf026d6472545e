import { z } from 'zod';
import { issueSchema, type JiraIssueAnswer } from './issue.ts';
import { optional } from '../wire-values.ts';

/** A page of search results. */
export interface SearchPage {
  readonly issues: readonly JiraIssueAnswer[];
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
    issues: z.array(issueSchema),
    nextPageToken: optional(z.string()),
    isLast: optional(z.boolean()),
    startAt: optional(z.number()),
    total: optional(z.number()),
  })
  .refine(({ nextPageToken, isLast }) => isLast !== false || nextPageToken !== undefined, {
    message: 'there is more, but no token for it',
    path: ['nextPageToken'],
  })
  .transform(({ nextPageToken, isLast, ...page }) => ({
    ...page,
    nextPageToken: isLast === true ? undefined : nextPageToken,
  }));
