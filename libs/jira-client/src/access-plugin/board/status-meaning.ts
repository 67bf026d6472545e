import type { StatusMeaning } from '@org/access-plugin-core';
import type { JiraStatus } from '../../schemas/status.ts';
import type { JiraTrackerSettings, NamedMeaning } from '../settings/jira-tracker-settings.ts';

/** A status as any answer names it; histories and webhooks may lack one of the two. */
export interface NamedStatus {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly untranslatedName?: string | undefined;
}

/** What the statuses of a project mean. */
export interface StatusMeanings {
  of(status: NamedStatus): StatusMeaning;
  /** The place of a status in its meaning's list: a card is moved to the lowest that can be reached. */
  rank(status: NamedStatus): number;
  /** The ids of the statuses with a meaning, as far as the project has them. */
  ids(meaning: NamedMeaning): readonly string[];
  /** False when a fresh answer names a status otherwise than the list, or one that is not in it: time to read it again. */
  agrees(fresh: NamedStatus): boolean;
  /**
   * True when a history entry calls a status by a name that does not have its meaning: it was renamed, or the settings
   * were changed, since. `fresh` is the status that the issue has now.
   */
  renamedSince(entry: NamedStatus, fresh: NamedStatus): boolean;
  /** Listed statuses to which the settings give several meanings, by id and by name; they count as having none. */
  readonly ambiguous: readonly AmbiguousStatus[];
}

/** A status with several meanings. */
export interface AmbiguousStatus {
  readonly status: JiraStatus;
  readonly meanings: readonly NamedMeaning[];
}

/** The meanings that a column can have, in the order of a request's life. */
export const MEANINGS = ['pending', 'approved', 'denied', 'expired'] as const;

/**
 * Ids come first: a name is in the language of whoever asks, and a history keeps the name of its time,
 * but an id found through the project's own list stays the same.
 */
export function createStatusMeanings(
  configured: JiraTrackerSettings['statuses'],
  known: readonly JiraStatus[],
): StatusMeanings {
  const byId = new Map(known.map((status) => [status.id, status]));
  const find = (status: NamedStatus): Found => {
    const listed = byId.get(status.id ?? '');
    // A status that the project lists is judged by its id alone, not by what an old entry calls it.
    if (listed !== undefined) return placeOf(configured, namesOf(listed));
    return placeOf(configured, namesOf(status));
  };
  return {
    of: (status) => find(status)?.meaning ?? 'other',
    rank: (status) => find(status)?.rank ?? Number.POSITIVE_INFINITY,
    ids: (meaning) => [...byId.values()].filter((one) => find(one)?.meaning === meaning).map(({ id }) => id),
    agrees: (fresh) => fresh.id === undefined || isSame(byId.get(fresh.id), fresh),
    renamedSince(entry, fresh) {
      const place = find(entry);
      if (place === undefined || configured[place.meaning].includes(entry.id ?? '')) return false;
      const listed = byId.get(entry.id ?? '');
      // The issue's own answer may be in another language than the list.
      const shown =
        entry.id === fresh.id && (listed === undefined || isSame(listed, fresh)) ? fresh : undefined;
      const rightly = [listed, shown].flatMap((one) => [one?.name, one?.untranslatedName]);
      if (listed !== undefined) rightly.push(...configured[place.meaning]);
      return !rightly.some((name) => name !== undefined && isEqual(name, entry.name));
    },
    ambiguous: [...byId.values()].flatMap((status) => {
      const meanings = MEANINGS.filter((meaning) => rankIn(configured[meaning], namesOf(status)) >= 0);
      return meanings.length > 1 ? [{ status, meanings }] : [];
    }),
  };
}

/** The name before translation decides where both have one: the account's language changes nothing then. */
function isSame(listed: JiraStatus | undefined, fresh: NamedStatus): boolean {
  if (listed === undefined) return false;
  if (listed.untranslatedName !== undefined && fresh.untranslatedName !== undefined)
    return isEqual(listed.untranslatedName, fresh.untranslatedName);
  return fresh.name === undefined || isEqual(listed.name, fresh.name);
}

function isEqual(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}

function namesOf({ id, name, untranslatedName }: NamedStatus): readonly (string | undefined)[] {
  return [id, name, untranslatedName];
}

type Found = { readonly meaning: NamedMeaning; readonly rank: number } | undefined;

/** Nothing for a status with several meanings. */
function placeOf(configured: JiraTrackerSettings['statuses'], names: readonly (string | undefined)[]): Found {
  const places = MEANINGS.map((meaning) => ({ meaning, rank: rankIn(configured[meaning], names) }));
  const [only, another] = places.filter(({ rank }) => rank >= 0);
  return another === undefined ? only : undefined;
}

/** The place of the first of these names that is in the list; negative for none. */
function rankIn(list: readonly string[], names: readonly (string | undefined)[]): number {
  for (const name of names) {
    const rank = list.findIndex((candidate) => isEqual(candidate, name));
    if (rank >= 0) return rank;
  }
  return -1;
}
