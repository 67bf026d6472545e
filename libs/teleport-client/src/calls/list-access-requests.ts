import type { Connection } from '../dial/connection.ts';
import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { AccessRequestSort, AuthServiceService } from '../gen/teleport/auth_service.js';
import {
  AccessRequestScope,
  type AccessRequestFilter as WireFilter,
  type AccessRequestV3,
} from '../gen/teleport/types.js';
import type { AccessRequest } from '../resources/access-request.ts';
import { readAccessRequest } from '../resources/read-access-request.ts';
import { wireRequestState, type RequestState } from '../resources/request-state.ts';
import type { CallLimits } from './call-limits.ts';
import { streamCall } from './stream-call.ts';
import { unaryCall } from './unary-call.ts';

/** Requests on a page: a page of long ones stays well below the largest answer that the client accepts. */
const PAGE_SIZE = 100;

/** Which access requests are wanted; what is left out does not narrow. */
export interface AccessRequestFilter {
  readonly id?: string;
  readonly user?: string;
  readonly state?: Exclude<RequestState, 'unrecognized' | 'none'>;
}

/**
 * The requests that match, page by page, oldest first. Each page has the whole `deadlineMs`. Servers without paging
 * are asked in the old way, by a stream.
 */
export async function* listAccessRequests(
  connection: Connection,
  filter: AccessRequestFilter,
  limits: CallLimits,
): AsyncGenerator<readonly AccessRequest[], void, undefined> {
  let startKey = '';
  do {
    const page = await onePage(connection, { filter, startKey }, limits);
    if (page === undefined) {
      yield* streamedPages(connection, filter, limits);
      return;
    }
    if (page.requests.length > 0) yield page.requests;
    if (page.nextKey !== '' && page.nextKey === startKey) {
      throw notDone(
        'bad-answer',
        'ListAccessRequests: the next page is the same page again. Upgrade the cluster.',
      );
    }
    startKey = page.nextKey;
  } while (startKey !== '');
}

/**
 * Reads one request; undefined when this answer holds none by that id, which does not prove that it is gone. It asks
 * in the way of Teleport's own plugins, which the Auth Service answers from its store where it can: a list may be older.
 */
export async function getAccessRequest(
  connection: Connection,
  id: string,
  limits: CallLimits,
): Promise<AccessRequest | undefined> {
  if (id === '') throw notDone('bad-options', 'A request is read by its id, which is empty here.');
  for await (const page of streamedPages(connection, { id }, limits)) {
    const found = page.find((request) => request.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Page {
  readonly requests: readonly AccessRequest[];
  readonly nextKey: string;
}

async function onePage(
  connection: Connection,
  { filter, startKey }: { readonly filter: AccessRequestFilter; readonly startKey: string },
  limits: CallLimits,
): Promise<Page | undefined> {
  const request = {
    filter: wireFilter(filter),
    sort: AccessRequestSort.CREATED,
    descending: false,
    limit: PAGE_SIZE,
    startKey,
  };
  try {
    const definition = AuthServiceService.listAccessRequests;
    const answer = await unaryCall(connection, { definition, request, limits });
    return { requests: answer.accessRequests.map(readAccessRequest), nextKey: answer.nextKey };
  } catch (error) {
    if (error instanceof TeleportError && error.code === 'unimplemented' && startKey === '') return undefined;
    throw error;
  }
}

async function* streamedPages(
  connection: Connection,
  filter: AccessRequestFilter,
  limits: CallLimits,
): AsyncGenerator<readonly AccessRequest[], void, undefined> {
  const lease = await connection.lease(limits);
  let page: AccessRequestV3[] = [];
  try {
    const stream = streamCall(lease, {
      definition: AuthServiceService.getAccessRequestsV2,
      request: wireFilter(filter),
      signal: limits.signal,
      deadlineMs: lease.budget.remainingMs(),
    });
    for await (const request of stream) {
      page.push(request);
      if (page.length < PAGE_SIZE) continue;
      yield page.map(readAccessRequest);
      page = [];
    }
  } finally {
    lease.release();
  }
  if (page.length > 0) yield page.map(readAccessRequest);
}

function wireFilter({ id, user, state }: AccessRequestFilter): WireFilter {
  return {
    id: id ?? '',
    user: user ?? '',
    state: wireRequestState(state ?? 'none'),
    searchKeywords: [],
    scope: AccessRequestScope.DEFAULT,
    requester: '',
  };
}
