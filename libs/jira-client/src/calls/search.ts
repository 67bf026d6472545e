import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions, JiraDeployment } from '../api/jira-client-options.ts';
import { ISSUE_FIELDS, type JiraIssueAnswer } from '../schemas/issue/issue.ts';
import { searchPageSchema, type JiraUnreadableIssue, type SearchPage } from '../schemas/issue/search-page.ts';
import type { AuthenticatedCheck } from './authenticated.ts';
import { createListing } from './listing.ts';

/** What to search for. */
export interface JiraSearch {
  readonly jql: string;
  /** Issue properties to read along; Cloud allows five, Data Center's search gives none. */
  readonly properties?: readonly string[] | undefined;
  /** Ids of issues whose newest state the result must reflect although the index lags. Cloud only, at most 50. */
  readonly reconcileIssues?: readonly string[] | undefined;
  /** Issues on a page, as far as Jira allows. Default: 100. */
  readonly pageSize?: number | undefined;
  /** Is told of each found issue that cannot be read; it is left out of its page. */
  readonly onUnreadable?: ((issue: JiraUnreadableIssue) => void) | undefined;
}

/** A found issue; comments, history and transitions are not part of it. */
export type JiraFoundIssue = Omit<JiraIssueAnswer, 'comments' | 'changes' | 'transitions'>;

/** What searching takes, beside the call itself. */
export interface SearchParts {
  readonly caller: Caller;
  readonly authenticated: AuthenticatedCheck;
  readonly deployment: JiraDeployment;
}

/** Pages of issues. An answer that was given to nobody is an error, not an empty page. */
export async function* search(
  parts: SearchParts,
  wanted: JiraSearch,
  options: JiraCallOptions,
): AsyncGenerator<readonly JiraFoundIssue[], void, undefined> {
  const listing = createListing('search issues');
  let place: Place | undefined = { startAt: 0, token: undefined };
  while (place !== undefined) {
    const answered = await parts.caller.call(searchCall(parts.deployment, { wanted, place }), options);
    await parts.authenticated.require(answered.answeredTo, 'search issues', options);
    if (parts.deployment === 'datacenter') listing.arrived(offsetPlace(place, answered.value));
    for (const issue of answered.value.unreadable) wanted.onUnreadable?.(issue);
    yield answered.value.issues;
    place = nextPlace(place, answered.value);
    if (place?.token !== undefined) listing.next(place.token);
  }
}

interface Place {
  readonly startAt: number;
  readonly token: string | undefined;
}

function offsetPlace({ startAt }: Place, page: SearchPage) {
  return { asked: startAt, answered: page.startAt, ids: page.issues.map(({ id }) => id) };
}

/** An empty page ends a Data Center search: results may shrink while they are being read. */
function nextPlace(place: Place, page: SearchPage): Place | undefined {
  if (page.nextPageToken !== undefined) return { startAt: 0, token: page.nextPageToken };
  const startAt = place.startAt + page.count;
  return page.count > 0 && startAt < (page.total ?? 0) ? { startAt, token: undefined } : undefined;
}

/** By POST, since queries may be longer than an address may. */
function searchCall(
  deployment: JiraDeployment,
  { wanted, place }: { readonly wanted: JiraSearch; readonly place: Place },
) {
  const path = deployment === 'cloud' ? '/search/jql' : '/search';
  const shared = { jql: wanted.jql, fields: ISSUE_FIELDS, maxResults: wanted.pageSize ?? 100 };
  return {
    operation: 'search issues',
    method: 'POST',
    path,
    template: path,
    effect: 'read',
    body:
      deployment === 'cloud'
        ? { ...shared, nextPageToken: place.token, ...cloudOnly(wanted) }
        : { ...shared, startAt: place.startAt },
    schema: searchPageSchema,
  } as const;
}

function cloudOnly({ properties, reconcileIssues }: JiraSearch) {
  return {
    ...(properties === undefined ? {} : { properties }),
    ...(reconcileIssues === undefined ? {} : { reconcileIssues: reconcileIssues.slice(0, 50).map(Number) }),
  };
}
