import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, LabelMap, RequestKind, ResourceId } from './access-request.ts';
import { putRequest, type ClusterState } from './cluster-state.ts';
import { allows, rolesOf } from './permissions.ts';
import { thresholdsFor } from './thresholds.ts';
import { matchesAny, type Caller, type Role } from './users.ts';

/** What a requester asks for. */
export interface NewRequest {
  readonly user: string;
  /** Default: the roles that requesting the resources implies. */
  readonly roles?: readonly string[];
  readonly resources?: readonly ResourceId[];
  readonly reason?: string;
  readonly suggestedReviewers?: readonly string[];
  /** Default `short-term`. */
  readonly kind?: RequestKind;
  /** When the access shall end; default now plus the cluster's `defaultAccessMs`. */
  readonly expiresMs?: number;
  /** The wish for an access end as Teleport records it: an instant, despite the name. */
  readonly maxDurationMs?: number;
  readonly assumeStartMs?: number;
}

/** Checks the requester's rights, assigns an id and stores a pending request. */
export function createRequest(state: ClusterState, caller: Caller, wish: NewRequest): AccessRequest {
  const forOther = caller.user !== wish.user;
  if (forOther && !allows(state, caller, { resource: 'access_request', verb: 'create' })) {
    throw new TeleportFakeError('access-denied', `access denied to create a request for user "${wish.user}"`);
  }
  if (!state.users.has(wish.user)) {
    throw new TeleportFakeError('not-found', `user "${wish.user}" not found`);
  }
  const requesterRoles = rolesOf(state, wish.user);
  const roles = requestedRoles(requesterRoles, wish);
  requireRequestable(requesterRoles, wish.user, roles);
  const request = putRequest(state, pendingRequest(state, wish, { roles, requesterRoles }));
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
  throw new TeleportFakeError('bad-parameter', 'an access request needs at least one role or resource');
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
  from: { roles: readonly string[]; requesterRoles: readonly Role[] },
): AccessRequest {
  const createdMs = state.now();
  const expiresMs = wish.expiresMs ?? wish.maxDurationMs ?? createdMs + state.settings.defaultAccessMs;
  if (expiresMs <= createdMs) {
    throw new TeleportFakeError('bad-parameter', 'an access request must end after it begins');
  }
  const suggested = from.requesterRoles.flatMap((role) => role.request?.suggestedReviewers ?? []);
  return {
    id: state.newId(),
    user: wish.user,
    roles: from.roles,
    resources: wish.resources ?? [],
    state: 'pending',
    kind: wish.kind ?? 'short-term',
    createdMs,
    expiresMs,
    resourceExpiryMs: Math.min(expiresMs, createdMs + state.settings.pendingTtlMs),
    maxDurationMs: wish.maxDurationMs,
    sessionTtlMs: expiresMs,
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
