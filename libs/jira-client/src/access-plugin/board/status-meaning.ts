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
  /** False when the project was not known to have this status: time to read its statuses again. */
  knows(status: NamedStatus): boolean;
}

const MEANINGS = ['pending', 'approved', 'denied', 'expired'] as const;

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
    const direct = placeOf(configured, [status.id, listed?.name, listed?.untranslatedName]);
    // A status that the project lists is judged by its id alone, not by what an old entry calls it.
    return listed !== undefined
      ? direct
      : (direct ?? placeOf(configured, [status.name, status.untranslatedName]));
  };
  return {
    of: (status) => find(status)?.meaning ?? 'other',
    rank: (status) => find(status)?.rank ?? Number.POSITIVE_INFINITY,
    ids: (meaning) => known.filter((status) => find(status)?.meaning === meaning).map(({ id }) => id),
    knows: (status) => status.id === undefined || byId.has(status.id),
  };
}

type Found = { readonly meaning: NamedMeaning; readonly rank: number } | undefined;

function placeOf(configured: JiraTrackerSettings['statuses'], names: readonly (string | undefined)[]): Found {
  for (const name of names) {
    const wanted = name?.toLowerCase();
    if (wanted === undefined) continue;
    for (const meaning of MEANINGS) {
      const rank = configured[meaning].findIndex((candidate) => candidate.toLowerCase() === wanted);
      if (rank >= 0) return { meaning, rank };
    }
  }
  return undefined;
}
