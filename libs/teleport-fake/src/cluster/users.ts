import type { LabelMap, Threshold } from './access-request.ts';

/** What a role lets its holder do to a kind of resource. `*` matches any. */
export interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What a role lets its holder ask for. */
export interface RequestConditions {
  /** Roles that may be requested; `*` is a wildcard inside a name. */
  readonly roles: readonly string[];
  /** Roles that a request for resources asks for. */
  readonly searchAsRoles?: readonly string[];
  /** Default: one approval or one denial settles it. */
  readonly thresholds?: readonly Threshold[];
  readonly annotations?: LabelMap;
  readonly suggestedReviewers?: readonly string[];
}

/** What a role lets its holder review. */
export interface ReviewConditions {
  /** Requested roles the holder may review; `*` is a wildcard inside a name. */
  readonly roles: readonly string[];
  /** Users in whose name the holder may submit reviews (Teleport 18.11 and later). */
  readonly submitForUsers?: readonly string[];
}

/** A Teleport role, as far as access requests go. Only `allow`; there are no deny rules and no `where`. */
export interface Role {
  readonly name: string;
  readonly rules?: readonly Rule[];
  readonly request?: RequestConditions;
  readonly reviewRequests?: ReviewConditions;
}

/** A Teleport user. `bot` marks a Machine ID bot, which admin-action MFA exempts. */
export interface User {
  readonly name: string;
  readonly roles: readonly string[];
  readonly traits?: LabelMap;
  readonly bot?: boolean;
  /** Teleport locked the user out after failed log-ins. */
  readonly locked?: boolean;
  /** When the user goes away, milliseconds since the epoch, as users of single sign-on do. Default: never. */
  readonly expiresMs?: number;
}

/** Who calls, as read from the client certificate. */
export interface Caller {
  readonly user: string;
  /** Names of the roles in the certificate. Default, for callers without a certificate: those that the user has now. */
  readonly roles?: readonly string[];
  /** When the certificate ends, milliseconds since 1970. Default: no certificate, no end. */
  readonly notAfterMs?: number;
  /** Ids of access requests the certificate has assumed. */
  readonly activeRequests?: readonly string[];
  /** The cluster's own administrator: passes every check, like Teleport's built-in admin role. */
  readonly builtin?: boolean;
}

/** Does `name` match one of the patterns, where `*` stands for any run of characters? */
export function matchesAny(patterns: readonly string[], name: string): boolean {
  // Lists of thousands of requests ask this often: names and a bare star need no expression.
  return patterns.some(
    (pattern) =>
      pattern === '*' || pattern === name || (pattern.includes('*') && globToRegExp(pattern).test(name)),
  );
}

function globToRegExp(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
