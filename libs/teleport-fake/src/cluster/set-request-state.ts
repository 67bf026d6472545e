import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, LabelMap, RequestState } from './access-request.ts';
import { findRequest, putRequest, versionRules, type ClusterState } from './cluster-state.ts';
import { canSee, requireAdminAction, requireVerbs } from './permissions.ts';
import { requireShortReason } from './reason-limit.ts';
import type { Caller } from './users.ts';

/** A direct change of state, past all reviews. */
export interface StateChange {
  readonly id: string;
  /** `undefined` is what a client that forgot the field sends. */
  readonly state: RequestState | undefined;
  readonly reason?: string;
  /** On whose behalf; ends up in the audit log. */
  readonly delegator?: string;
  readonly annotations?: LabelMap;
  /** Non-empty: replaces the requested roles, of which it must be a subset; only with an approval. */
  readonly roles?: readonly string[];
  readonly assumeStartMs?: number;
}

/** Applies a state change after Teleport's checks, in Teleport's order. */
export function setRequestState(state: ClusterState, caller: Caller, change: StateChange): void {
  requireVerbs(state, caller, { resource: 'access_request', verbs: ['update'] });
  if (versionRules(state).checksResolver) requireNoActiveRequests(caller);
  requireAdminAction(state, caller);
  const target = targetState(change);
  const request = existingRequest(state, change.id);
  if (versionRules(state).checksResolver) requireResolver(state, caller, request);
  if (request.state === 'denied' && target !== 'denied') {
    throw new TeleportFakeError(
      'bad-parameter',
      `cannot set request-state "${target.toUpperCase()}" (already denied)`,
    );
  }
  requireSubset(request, change.roles ?? []);
  requireStartInside(request, change.assumeStartMs);
  requireShortReason('resolve reason', change.reason ?? '');
  apply(state, caller, { request, change, target });
}

function requireNoActiveRequests(caller: Caller): void {
  if ((caller.activeRequests ?? []).length === 0) return;
  throw new TeleportFakeError(
    'access-denied',
    'access requests cannot be resolved by an identity that has assumed access requests',
  );
}

function targetState(change: StateChange): Exclude<RequestState, 'promoted'> {
  if (change.id === '') throw new TeleportFakeError('bad-parameter', 'missing request id');
  if (change.state === undefined) throw new TeleportFakeError('bad-parameter', 'missing request state');
  if (change.state === 'promoted') {
    throw new TeleportFakeError(
      'bad-parameter',
      'state promoted can be only set when promoting to access list',
    );
  }
  if ((change.roles ?? []).length > 0 && change.state !== 'approved') {
    throw new TeleportFakeError(
      'bad-parameter',
      `cannot override roles when setting state: ${change.state.toUpperCase()}`,
    );
  }
  return change.state;
}

function existingRequest(state: ClusterState, id: string): AccessRequest {
  const request = findRequest(state, id);
  if (request === undefined) throw notFound(id);
  return request;
}

function requireResolver(state: ClusterState, caller: Caller, request: AccessRequest): void {
  if (!canSee(state, caller, request)) throw notFound(request.id);
  if (request.user !== caller.user) return;
  throw new TeleportFakeError('access-denied', 'cannot change the state of your own access request');
}

function notFound(id: string): TeleportFakeError {
  return new TeleportFakeError('not-found', `cannot set state of access request "${id}" (not found)`);
}

function requireSubset(request: AccessRequest, roles: readonly string[]): void {
  const extra = roles.find((role) => !request.roles.includes(role));
  if (extra === undefined) return;
  throw new TeleportFakeError(
    'bad-parameter',
    `role "${extra}" not in original request, overrides must be a subset of original role list`,
  );
}

function requireStartInside(request: AccessRequest, startMs: number | undefined): void {
  if (startMs === undefined || startMs < request.expiresMs) return;
  throw new TeleportFakeError('bad-parameter', 'request start time is after the access expires');
}

/** A repeated approval or denial is no different: the new reason replaces the old one and everybody is told. */
function apply(
  state: ClusterState,
  caller: Caller,
  to: { request: AccessRequest; change: StateChange; target: Exclude<RequestState, 'promoted'> },
): void {
  const { request, change, target } = to;
  const roles = change.roles ?? [];
  putRequest(state, {
    ...request,
    state: target,
    roles: roles.length > 0 ? roles : request.roles,
    resolveReason: change.reason ?? '',
    resolveAnnotations: change.annotations ?? {},
    assumeStartMs: change.assumeStartMs ?? request.assumeStartMs,
    resourceExpiryMs: target === 'approved' ? request.expiresMs : request.resourceExpiryMs,
  });
  state.audit.push({
    event: 'access_request.update',
    timeMs: state.now(),
    requestId: request.id,
    user: caller.user,
    delegator: change.delegator ?? '',
    state: target,
    reason: change.reason ?? '',
    annotations: change.annotations ?? {},
  });
}
