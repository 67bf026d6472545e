import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, LabelMap, RequestKind, RequestState, ResourceId } from './access-request.ts';
import { putRequest, type ClusterState } from './cluster-state.ts';
import { requireVerbs, rolesOf } from './permissions.ts';
import { requireShortReason } from './reason-limit.ts';
import { timesOf, type TimeWishes } from './request-times.ts';
import { thresholdsFor } from './thresholds.ts';
import { matchesAny, type Caller, type Role } from './users.ts';

/** What a requester asks for. */
export interface NewRequest extends TimeWishes {
  readonly user: string;
  /** Default: the roles that requesting the resources implies. */
  readonly roles?: readonly string[];
  readonly resources?: readonly ResourceId[];
  readonly reason?: string;
  readonly suggestedReviewers?: readonly string[];
  /** Default `short-term`. */
  readonly kind?: RequestKind;
  /** Default `pending`; whoever sends another needs the right to create requests for others. */
  readonly state?: RequestState;
  readonly assumeStartMs?: number;
  /** Check and answer only, store nothing. Unseen: that nothing is stored. */
  readonly dryRun?: boolean;
}

/** Checks the requester's rights, assigns an id and stores a pending request. */
export function createRequest(state: ClusterState, caller: Caller, wish: NewRequest): AccessRequest {
  if (caller.user !== wish.user || (wish.state ?? 'pending') !== 'pending') {
    requireVerbs(state, caller, { resource: 'access_request', verbs: ['create'] });
  }
  if (!state.users.has(wish.user)) {
    throw new TeleportFakeError('not-found', `user "${wish.user}" not found`);
  }
  const requesterRoles = rolesOf(state, wish.user);
  const roles = [...new Set(requestedRoles(requesterRoles, wish))];
  requireRequestable(requesterRoles, wish.user, roles);
  requireShortReason('reason', wish.reason ?? '');
  const pending = pendingRequest(state, wish, { roles, requesterRoles, caller });
  if (wish.dryRun === true) return pending;
  const request = putRequest(state, pending);
  state.audit.push({
    event: 'access_request.create',
    timeMs: state.now(),
    requestId: request.id,
    user: wish.user,
    state: 'pending',
    reason: request.requestReason,
  });
  return request;
}

function requestedRoles(requesterRoles: readonly Role[], wish: NewRequest): readonly string[] {
  const asked = wish.roles ?? [];
  if (asked.length > 0) return asked;
  const implied = (wish.resources ?? []).length > 0 ? searchAsRoles(requesterRoles) : [];
  if (implied.length > 0) return implied;
  throw new TeleportFakeError('bad-parameter', 'access request does not specify any roles or resources');
}

function searchAsRoles(roles: readonly Role[]): readonly string[] {
  return [...new Set(roles.flatMap((role) => role.request?.searchAsRoles ?? []))];
}

function requireRequestable(requesterRoles: readonly Role[], user: string, roles: readonly string[]): void {
  const patterns = requesterRoles.flatMap((role) => role.request?.roles ?? []);
  const refused = roles.find((role) => !matchesAny([...patterns, ...searchAsRoles(requesterRoles)], role));
  if (refused === undefined) return;
  throw new TeleportFakeError('bad-parameter', `user "${user}" can not request role "${refused}"`);
}

function pendingRequest(
  state: ClusterState,
  wish: NewRequest,
  from: { roles: readonly string[]; requesterRoles: readonly Role[]; caller: Caller },
): AccessRequest {
  const suggested = from.requesterRoles.flatMap((role) => role.request?.suggestedReviewers ?? []);
  return {
    id: state.newId(),
    user: wish.user,
    roles: from.roles,
    resources: wish.resources ?? [],
    state: 'pending',
    kind: wish.kind ?? 'short-term',
    ...timesOf(state, wish, from.caller),
    assumeStartMs: wish.assumeStartMs,
    requestReason: wish.reason ?? '',
    resolveReason: '',
    resolveAnnotations: {},
    systemAnnotations: annotationsOf(from.requesterRoles),
    suggestedReviewers: wish.suggestedReviewers ?? suggested,
    ...thresholdsFor(from.requesterRoles, from.roles),
    reviews: [],
    accessList: undefined,
    revision: '',
  };
}

function annotationsOf(roles: readonly Role[]): LabelMap {
  const merged: Record<string, string[]> = {};
  for (const role of roles) {
    for (const [key, values] of Object.entries(role.request?.annotations ?? {})) {
      merged[key] = [...new Set([...(merged[key] ?? []), ...values])];
    }
  }
  return merged;
}
