import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, RequestState } from './access-request.ts';
import { shownRequests, type ClusterState } from './cluster-state.ts';
import { canReview, canSee, reviewerOf } from './permissions.ts';
import type { Caller } from './users.ts';

const DEFAULT_PAGE = 1_000;
const MAX_PAGE = 16_000;

/** Which requests; an absent field means any. */
export interface RequestFilter {
  readonly id?: string;
  readonly user?: string;
  readonly state?: RequestState;
  readonly searchKeywords?: readonly string[];
  readonly scope?: 'my-requests' | 'needs-review' | 'reviewed';
}

/** One page of a sorted list. */
export interface PageQuery {
  readonly sort?: 'created' | 'state' | 'user';
  readonly descending?: boolean;
  /** 0 or absent: 1,000. The most is 16,000. A real 15.3.1 panics on a negative one, so nobody may send that. */
  readonly limit?: number;
  /** The `nextKey` of the page before. */
  readonly startKey?: string;
}

/** A page and where the next one starts; `nextKey` is "" on the last, which may be empty. */
export interface RequestPage {
  readonly requests: readonly AccessRequest[];
  readonly nextKey: string;
}

/** The requests that match and that the caller may see; `source` is the list to look in, by default what is stored. */
export function listRequests(
  state: ClusterState,
  caller: Caller,
  query: { filter: RequestFilter; source?: readonly AccessRequest[] | undefined },
): readonly AccessRequest[] {
  return (query.source ?? shownRequests(state)).filter(shows(state, caller, query.filter));
}

/** One page of what {@link listRequests} gives, in the asked order. */
export function listPage(
  state: ClusterState,
  caller: Caller,
  query: { filter: RequestFilter; page: PageQuery; source?: readonly AccessRequest[] | undefined },
): RequestPage {
  return pageOf(query.source ?? shownRequests(state), {
    ...query.page,
    shown: shows(state, caller, query.filter),
  });
}

/**
 * Cuts one page out of a list. Read in the source of newer servers, unseen: a full page names the next request of the
 * whole list, shown or not, so that the last page may be empty.
 */
export function pageOf(
  requests: readonly AccessRequest[],
  query: PageQuery & { shown: (request: AccessRequest) => boolean },
): RequestPage {
  const limit = query.limit ?? 0;
  if (limit < 0 || limit > MAX_PAGE) {
    throw new TeleportFakeError('bad-parameter', `page size of ${limit} is too large`);
  }
  const keyed = requests.map((request) => ({ request, key: sortKey(request, query.sort) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (query.descending === true) keyed.reverse();
  const startKey = query.startKey ?? '';
  const reached = (key: string): boolean => (query.descending === true ? key <= startKey : key >= startKey);
  const rest = startKey === '' ? keyed : keyed.filter(({ key }) => reached(key));
  const size = limit === 0 ? DEFAULT_PAGE : limit;
  const page: AccessRequest[] = [];
  for (const { request, key } of rest) {
    if (page.length === size) return { requests: page, nextKey: key };
    if (query.shown(request)) page.push(request);
  }
  return { requests: page, nextKey: '' };
}

function shows(
  state: ClusterState,
  caller: Caller,
  filter: RequestFilter,
): (request: AccessRequest) => boolean {
  return (request) =>
    matches(request, filter) &&
    inScope(state, caller, { request, scope: filter.scope }) &&
    canSee(state, caller, request);
}

function matches(request: AccessRequest, filter: RequestFilter): boolean {
  if (filter.id !== undefined && filter.id !== request.id) return false;
  if (filter.user !== undefined && filter.user !== request.user) return false;
  if (filter.state !== undefined && filter.state !== request.state) return false;
  const text = JSON.stringify([
    request.id,
    request.user,
    request.roles,
    request.requestReason,
    request.resources,
  ]);
  return (filter.searchKeywords ?? []).every((word) => text.toLowerCase().includes(word.toLowerCase()));
}

function inScope(
  state: ClusterState,
  caller: Caller,
  of: { request: AccessRequest; scope: RequestFilter['scope'] },
): boolean {
  const reviewed = of.request.reviews.some((review) => review.author === caller.user);
  switch (of.scope) {
    case undefined:
      return true;
    case 'my-requests':
      return of.request.user === caller.user;
    case 'needs-review':
      return of.request.state === 'pending' && !reviewed && canReview(reviewerOf(state, caller), of.request);
    case 'reviewed':
      return reviewed;
  }
}

function sortKey(request: AccessRequest, sort: PageQuery['sort']): string {
  switch (sort) {
    case undefined:
      return request.id;
    case 'created':
      return `${new Date(request.createdMs).toISOString()}/${request.id}`;
    case 'state':
      return `${request.state}/${request.id}`;
    case 'user':
      return `${request.user}/${request.id}`;
  }
}
