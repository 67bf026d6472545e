import type { AccessRequest, LabelMap, Review, Threshold } from './access-request.ts';
import { matchesAny, type Role } from './users.ts';

const DEFAULT_THRESHOLD: Threshold = { name: 'default', filter: '', approve: 1, deny: 1 };

/** The thresholds a new request gets from the requester's roles. */
export function thresholdsFor(
  requesterRoles: readonly Role[],
  requested: readonly string[],
): Pick<AccessRequest, 'thresholds' | 'roleThresholds'> {
  const thresholds: Threshold[] = [];
  const indexOf = (threshold: Threshold): number => {
    const known = thresholds.findIndex((other) => JSON.stringify(other) === JSON.stringify(threshold));
    return known >= 0 ? known : thresholds.push(threshold) - 1;
  };
  const roleThresholds = Object.fromEntries(
    requested.map((name) => [name, setsFor(requesterRoles, name).map((set) => set.map(indexOf))]),
  );
  return { thresholds, roleThresholds };
}

/** Which thresholds a review by this author counts towards. */
export function thresholdIndexes(
  request: AccessRequest,
  author: { roles: readonly string[]; traits: LabelMap },
) {
  return request.thresholds.flatMap((threshold, index) =>
    filterMatches(threshold.filter, author) ? [index] : [],
  );
}

/** The state the reviews lead to. One reached denial count denies; approval needs one met threshold in every set of every role. */
export function resolutionOf(request: AccessRequest): 'pending' | 'approved' | 'denied' {
  const count = (state: Review['proposedState'], index: number): number =>
    request.reviews.filter(
      (review) => review.proposedState === state && review.thresholdIndexes.includes(index),
    ).length;
  const reached = (needed: number, have: number): boolean => needed > 0 && have >= needed;
  const met = (index: number): boolean =>
    reached(request.thresholds[index]?.approve ?? 0, count('approved', index));

  if (request.thresholds.some((threshold, index) => reached(threshold.deny, count('denied', index))))
    return 'denied';
  const approved = Object.values(request.roleThresholds).every((sets) => sets.every((set) => set.some(met)));
  return approved && request.reviews.length > 0 ? 'approved' : 'pending';
}

function setsFor(requesterRoles: readonly Role[], requested: string): readonly (readonly Threshold[])[] {
  const sets = requesterRoles
    .filter((role) =>
      matchesAny([...(role.request?.roles ?? []), ...(role.request?.searchAsRoles ?? [])], requested),
    )
    .map((role) => role.request?.thresholds ?? [DEFAULT_THRESHOLD]);
  return sets.length > 0 ? sets : [[DEFAULT_THRESHOLD]];
}

/**
 * A small part of Teleport's predicate language: `contains(reviewer.roles, "x")` and
 * `contains(reviewer.traits["key"], "x")`. Anything else matches nobody, so that a typo never approves.
 */
function filterMatches(filter: string, author: { roles: readonly string[]; traits: LabelMap }): boolean {
  if (filter === '') return true;
  const match = /^contains\(reviewer\.(?:roles|traits\["([^"]+)"\]),\s*"([^"]+)"\)$/.exec(filter.trim());
  if (match === null) return false;
  const [, trait, value = ''] = match;
  const values = trait === undefined ? author.roles : (author.traits[trait] ?? []);
  return values.includes(value);
}
