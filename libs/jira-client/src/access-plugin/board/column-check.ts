import type { JiraStatus } from '../../schemas/status.ts';
import type { JiraNotice } from '../settings/jira-notice.ts';
import type { JiraTrackerSettings, NamedMeaning } from '../settings/jira-tracker-settings.ts';
import type { Board } from './board.ts';
import { MEANINGS, type StatusMeanings } from './status-meaning.ts';

/** A board and the statuses that its issue type can have; none where Jira's answer had none. */
export interface BoardStatuses {
  readonly board: Board;
  readonly statuses: readonly JiraStatus[];
}

/** A board on which nothing can be decided, and why, in words. */
export interface UndecidableBoard {
  readonly board: Board;
  readonly why: string;
}

/** What is checked against what. */
export interface ColumnCheck {
  readonly meanings: StatusMeanings;
  readonly configured: JiraTrackerSettings['statuses'];
}

/** The boards that lack a column for pending, approved or denied. An empty list says nothing of what is missing. */
export function undecidableBoards(
  check: ColumnCheck,
  boards: readonly BoardStatuses[],
): readonly UndecidableBoard[] {
  return boards.flatMap(({ board, statuses }) => {
    const missing = missingFrom(check, statuses).filter((meaning) => meaning !== 'expired');
    return missing.length === 0
      ? []
      : [{ board, why: `project ${board.project} ${whatLacks(check, missing, statuses)}` }];
  });
}

/** What does not keep decisions from being made, but should be known. */
export function columnWarnings(
  check: ColumnCheck,
  boards: readonly BoardStatuses[],
): readonly Omit<JiraNotice, 'level'>[] {
  return boards.flatMap(({ board, statuses }) => {
    const lacksExpired = missingFrom(check, statuses).includes('expired');
    const lacks = whatLacks(check, ['expired'], statuses);
    const message = `Project ${board.project} ${lacks} Cards of requests that expire stay where they are.`;
    return [
      ...(lacksExpired ? [{ kind: 'column-missing' as const, message }] : []),
      ...sharedNames(check, statuses).map((shared) => ({
        kind: 'name-shared' as const,
        message: `Project ${board.project} has ${shared}, and all of them have the same meaning. Name the right one by its id in [jira.statuses] if that is not meant.`,
      })),
    ];
  });
}

function missingFrom({ meanings }: ColumnCheck, statuses: readonly JiraStatus[]): readonly NamedMeaning[] {
  if (statuses.length === 0) return [];
  const present = new Set(statuses.map((status) => meanings.of(status)));
  return MEANINGS.filter((meaning) => !present.has(meaning));
}

function whatLacks(
  { configured }: ColumnCheck,
  missing: readonly NamedMeaning[],
  statuses: readonly JiraStatus[],
): string {
  const each = missing.map((meaning) => {
    const names = configured[meaning].map((name) => `"${name}"`).join(', ');
    return `no column for ${meaning} ([jira.statuses] ${meaning} = ${names === '' ? 'nothing' : names})`;
  });
  const has = statuses.map(({ id, name }) => `"${name}" (${id})`).join(', ');
  return `has ${each.join(', and ')}. Its statuses are ${has}.`;
}

function sharedNames({ meanings }: ColumnCheck, statuses: readonly JiraStatus[]): readonly string[] {
  const idsByName = new Map<string, Set<string>>();
  for (const status of statuses) {
    if (meanings.of(status) === 'other') continue;
    const name = status.name.toLowerCase();
    idsByName.set(name, (idsByName.get(name) ?? new Set()).add(status.id));
  }
  return [...idsByName]
    .filter(([, ids]) => ids.size > 1)
    .map(([name, ids]) => `several statuses called "${name}" (${[...ids].join(', ')})`);
}
