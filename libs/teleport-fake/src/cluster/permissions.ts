import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest } from './access-request.ts';
import type { ClusterState } from './cluster-state.ts';
import { matchesAny, type Caller, type Role } from './users.ts';

/** The roles a user holds now; unknown users and roles give none. */
export function rolesOf(state: ClusterState, user: string): readonly Role[] {
  const names = state.users.get(user)?.roles ?? [];
  return names.flatMap((name) => state.roles.get(name) ?? []);
}

/** May the caller do `verb` to `resource`? */
export function allows(
  state: ClusterState,
  caller: Caller,
  rule: { resource: string; verb: string },
): boolean {
  if (caller.builtin === true) return true;
  return rolesOf(state, caller.user).some((role) =>
    (role.rules ?? []).some(
      (allow) => matchesAny(allow.resources, rule.resource) && matchesAny(allow.verbs, rule.verb),
    ),
  );
}

/** Throws access-denied, in Teleport's words, unless the caller holds every verb on the resource. */
export function requireVerbs(
  state: ClusterState,
  caller: Caller,
  rule: { resource: string; verbs: readonly string[] },
): void {
  for (const verb of rule.verbs) {
    if (allows(state, caller, { resource: rule.resource, verb })) continue;
    throw new TeleportFakeError(
      'access-denied',
      `access denied to perform action "${verb}" on "${rule.resource}"`,
    );
  }
}

/** Admin-action MFA (when the cluster asks for it) exempts Machine ID bots; a plugin cannot answer a challenge. */
export function requireAdminAction(state: ClusterState, caller: Caller): void {
  if (!state.settings.adminActionMfa || caller.builtin === true) return;
  if (state.users.get(caller.user)?.bot === true) return;
  throw new TeleportFakeError('access-denied', 'admin-level API request requires MFA verification');
}

/** Has the user any right to review at all? */
export function hasReviewAllowance(state: ClusterState, user: string): boolean {
  return rolesOf(state, user).some((role) => (role.reviewRequests?.roles ?? []).length > 0);
}

/** May the user review this request? Never the requester; every requested role must be covered. */
export function canReview(state: ClusterState, user: string, request: AccessRequest): boolean {
  if (user === request.user) return false;
  const patterns = rolesOf(state, user).flatMap((role) => role.reviewRequests?.roles ?? []);
  return request.roles.length > 0 && request.roles.every((role) => matchesAny(patterns, role));
}

/** May the caller submit reviews in the author's name? */
export function canSubmitFor(state: ClusterState, caller: Caller, author: string): boolean {
  const patterns = rolesOf(state, caller.user).flatMap((role) => role.reviewRequests?.submitForUsers ?? []);
  return matchesAny(patterns, author);
}

/** Can the caller see this request: by right, or because it is theirs or theirs to review? */
export function canSee(state: ClusterState, caller: Caller, request: AccessRequest): boolean {
  const reads = ['list', 'read'].every((verb) => allows(state, caller, { resource: 'access_request', verb }));
  return reads || request.user === caller.user || canReview(state, caller.user, request);
}
