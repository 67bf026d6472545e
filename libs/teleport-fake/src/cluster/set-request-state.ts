import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest, LabelMap, RequestState } from './access-request.ts';
import { putRequest, type ClusterState } from './cluster-state.ts';
import { canSee, requireAdminAction, requireVerbs } from './permissions.ts';
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
  /** Non-empty: replaces the requested roles, of which it must be a subset. */
  readonly roles?: readonly string[];
  readonly assumeStartMs?: number;
}

/** Applies a state change after Teleport's checks, in Teleport's order. */
export function setRequestState(state: ClusterState, caller: Caller, change: StateChange): void {
  requireVerbs(state, caller, { resource: 'access_request', verbs: ['update'] });
  requireNoActiveRequests(caller);
  requireAdminAction(state, caller);
  const target = targetState(change);
  const request = visibleRequest(state, caller, change.id);
  if (request.user === caller.user) {
    throw new TeleportFakeError('access-denied', 'cannot change the state of your own access request');
  }
  if (request.state === 'denied' && target !== 'denied') {
    throw new TeleportFakeError(
      'bad-parameter',
      `cannot set request state to ${target.toUpperCase()} (already denied)`,
    );
  }
  requireSubset(request, change.roles ?? []);
  requireStartInside(request, change.assumeStartMs);
  if (request.state === 'denied') return;
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
  if (change.id === '') throw new TeleportFakeError('bad-parameter', 'missing access request id');
  if (change.state === undefined) throw new TeleportFakeError('bad-parameter', 'missing request state');
  if (change.state === 'promoted') {
    throw new TeleportFakeError(
      'bad-parameter',
      'state promoted can only be set by promoting the access request',
    );
  }
  return change.state;
}

function visibleRequest(state: ClusterState, caller: Caller, id: string): AccessRequest {
  const request = state.requests.get(id);
  if (request !== undefined && canSee(state, caller, request)) return request;
  throw new TeleportFakeError('not-found', `cannot set state of access request "${id}" (not found)`);
}

function requireSubset(request: AccessRequest, roles: readonly string[]): void {
  const extra = roles.find((role) => !request.roles.includes(role));
  if (extra === undefined) return;
  throw new TeleportFakeError('bad-parameter', `role "${extra}" is not in the original access request`);
}

function requireStartInside(request: AccessRequest, startMs: number | undefined): void {
  if (startMs === undefined || startMs < request.expiresMs) return;
  throw new TeleportFakeError('bad-parameter', 'request start time is after the access expires');
}

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
