import { TeleportFakeError } from '../errors.ts';
import type { AccessRequest } from './access-request.ts';
import type { ClusterState } from './cluster-state.ts';
import { matchesAny, type Caller, type Role } from './users.ts';

/** Who reviews, and the roles that say what. */
export interface Reviewer {
  readonly name: string;
  /** Also those that the cluster does not know. */
  readonly roleNames: readonly string[];
  readonly roles: readonly Role[];
}

/** The roles a user holds now; unknown users and roles give none. */
export function rolesOf(state: ClusterState, user: string): readonly Role[] {
  return namedRoles(state, state.users.get(user)?.roles ?? []);
}

/**
 * Does the caller hold `verb` on `resource`? Seen on 15.3.1: the names of the roles come from the certificate, what
 * these roles allow comes from the store. A role given to the user counts with the next certificate.
 */
export function allows(
  state: ClusterState,
  caller: Caller,
  rule: { resource: string; verb: string },
): boolean {
  if (caller.builtin === true) return true;
  return callerRoles(state, caller).some((role) =>
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

/**
 * The roles by which `author` reviews. Read in the source of newer servers, unseen on one: a person's are those that
 * the user has now, so that an assumed role never reviews; a bot's are those of its certificate.
 */
export function reviewerOf(state: ClusterState, caller: Caller, author = caller.user): Reviewer {
  const user = state.users.get(author);
  const held = user?.roles ?? [];
  const byCertificate = author === caller.user && user?.bot === true;
  const roleNames = byCertificate ? (caller.roles ?? held) : held;
  return { name: author, roleNames, roles: namedRoles(state, roleNames) };
}

/** Has the reviewer any right to review at all? */
export function hasReviewAllowance(reviewer: Reviewer): boolean {
  return reviewer.roles.some((role) => (role.reviewRequests?.roles ?? []).length > 0);
}

/** May the reviewer review this request? Never the requester; every requested role must be covered. */
export function canReview(reviewer: Reviewer, request: AccessRequest): boolean {
  if (reviewer.name === request.user) return false;
  const patterns = reviewer.roles.flatMap((role) => role.reviewRequests?.roles ?? []);
  return request.roles.length > 0 && request.roles.every((role) => matchesAny(patterns, role));
}

/** May the caller submit reviews in the author's name? Unseen: from which roles a server takes this right. */
export function canSubmitFor(state: ClusterState, caller: Caller, author: string): boolean {
  const patterns = callerRoles(state, caller).flatMap((role) => role.reviewRequests?.submitForUsers ?? []);
  return matchesAny(patterns, author);
}

/** Can the caller see this request: by right, or because it is theirs or theirs to review? */
export function canSee(state: ClusterState, caller: Caller, request: AccessRequest): boolean {
  const reads = ['list', 'read'].every((verb) => allows(state, caller, { resource: 'access_request', verb }));
  return reads || request.user === caller.user || canReview(reviewerOf(state, caller), request);
}

function callerRoles(state: ClusterState, caller: Caller): readonly Role[] {
  return caller.roles === undefined ? rolesOf(state, caller.user) : namedRoles(state, caller.roles);
}

function namedRoles(state: ClusterState, names: readonly string[]): readonly Role[] {
  return names.flatMap((name) => state.roles.get(name) ?? []);
}
