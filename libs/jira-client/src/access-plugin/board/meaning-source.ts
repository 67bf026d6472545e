import { AccessPluginError } from '@org/access-plugin-core';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraStatus } from '../../schemas/status.ts';
import type { Board } from './board.ts';
import {
  columnWarnings,
  undecidableBoards,
  type BoardStatuses,
  type UndecidableBoard,
} from './column-check.ts';
import type { JiraNotice } from '../settings/jira-notice.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import {
  createStatusMeanings,
  type AmbiguousStatus,
  type NamedStatus,
  type StatusMeanings,
} from './status-meaning.ts';

/** What statuses mean, by the projects' own lists. */
export interface MeaningSource {
  /**
   * What statuses mean, once the lists were read again if one of these, taken from a fresh answer, is not in them as it
   * is named there. Throws when that reading fails: nothing is decided by a list that may be old.
   */
  of(fresh: readonly NamedStatus[], options: JiraCallOptions): Promise<StatusMeanings>;
  /** The same by lists that are not too old. A reading that fails leaves what was known. */
  refreshed(options: JiraCallOptions): Promise<StatusMeanings>;
  /** The boards that lack a column for decisions, as of the last reading. */
  undecidable(): readonly UndecidableBoard[];
}

/** How soon a status that is still named otherwise, or an incomplete board, is worth another look at the lists. */
const READ_AGAIN_MS = 60_000;
/** How old lists may grow that nothing speaks against. */
const REFRESH_MS = 600_000;

interface Reading {
  readonly lists: readonly BoardStatuses[];
  readonly meanings: StatusMeanings;
  readonly undecidable: readonly UndecidableBoard[];
}

/**
 * Reads the statuses of every board. An id stands for one status on the whole site, so one list serves them all.
 *
 * Throws `refused` when the settings give one status two meanings, and when no board can decide although cards decide.
 */
export async function createMeaningSource(
  client: JiraClient,
  { settings, boards }: { readonly settings: JiraTrackerSettings; readonly boards: readonly Board[] },
  first: JiraCallOptions,
): Promise<MeaningSource> {
  const now = settings.now ?? (() => Date.now());
  const notice = settings.notice ?? (() => undefined);
  let current = readingOf(settings, await listsOf(client, boards, first));
  let readAt = now();
  /** Fresh names that a new reading did not confirm, and when. */
  const unconfirmed = new Map<string, number>();
  refuseAtStart(settings, current, boards);
  tellWarnings(settings, current);
  tellChanges(settings, [], current.undecidable);

  const readAgain = async (options: JiraCallOptions) => {
    const before = current;
    readAt = now();
    const lists = await listsOf(client, boards, options);
    // An empty list is no list: what was known stays.
    current = readingOf(
      settings,
      lists.map((list, index) => (list.statuses.length > 0 ? list : (before.lists[index] ?? list))),
    );
    tellChanges(settings, before.undecidable, current.undecidable);
  };
  const isOpen = (fresh: NamedStatus) =>
    !current.meanings.agrees(fresh) && now() - (unconfirmed.get(keyOf(fresh)) ?? -Infinity) >= READ_AGAIN_MS;

  return {
    async of(fresh, options) {
      const open = fresh.filter(isOpen);
      if (open.length === 0) return current.meanings;
      await readAgain(options);
      unconfirmed.clear();
      for (const status of fresh) {
        if (!current.meanings.agrees(status)) unconfirmed.set(keyOf(status), now());
      }
      notice(renamed(open));
      return current.meanings;
    },
    async refreshed(options) {
      const maxAgeMs = current.undecidable.length > 0 ? READ_AGAIN_MS : REFRESH_MS;
      if (now() - readAt < maxAgeMs) return current.meanings;
      try {
        await readAgain(options);
      } catch (error) {
        if (!(error instanceof JiraError)) throw error;
      }
      return current.meanings;
    },
    undecidable: () => current.undecidable,
  };
}

function readingOf(settings: JiraTrackerSettings, lists: readonly BoardStatuses[]): Reading {
  const meanings = createStatusMeanings(
    settings.statuses,
    lists.flatMap(({ statuses }) => statuses),
  );
  return {
    lists,
    meanings,
    undecidable: undecidableBoards({ meanings, configured: settings.statuses }, lists),
  };
}

async function listsOf(
  client: JiraClient,
  boards: readonly Board[],
  options: JiraCallOptions,
): Promise<readonly BoardStatuses[]> {
  return Promise.all(
    boards.map(async (board) => ({ board, statuses: await statusesOf(client, board, options) })),
  );
}

async function statusesOf(
  client: JiraClient,
  { project, typeId }: Board,
  options: JiraCallOptions,
): Promise<readonly JiraStatus[]> {
  const types = await client.projectStatuses(project, options);
  const own = types.filter(({ issueTypeId }) => issueTypeId === typeId);
  return (own.length > 0 ? own : types).flatMap(({ statuses }) => statuses);
}

function refuseAtStart(settings: JiraTrackerSettings, reading: Reading, boards: readonly Board[]): void {
  const { meanings, undecidable } = reading;
  const doubled = meanings.ambiguous.map(inWords);
  if (doubled.length > 0) {
    throw new AccessPluginError(
      'refused',
      `Jira: [jira.statuses] gives one status several meanings: ${doubled.join('; ')}.`,
    );
  }
  if (settings.decides === false || undecidable.length < boards.length) return;
  const why = undecidable.map((one) => one.why).join(' ');
  throw new AccessPluginError(
    'refused',
    `Jira: no moved card could decide anything: ${why} Put the names or ids of the right columns into [jira.statuses].`,
  );
}

function inWords({ status, meanings }: AmbiguousStatus): string {
  return `"${status.name}" (${status.id}) is ${meanings.join(' and ')}`;
}

function tellWarnings({ notice, statuses }: JiraTrackerSettings, { lists, meanings }: Reading): void {
  for (const warning of columnWarnings({ meanings, configured: statuses }, lists)) {
    notice?.({ ...warning, level: 'warn' });
  }
}

/** Tells what became undecidable, and what no longer is. */
function tellChanges(
  { notice }: JiraTrackerSettings,
  before: readonly UndecidableBoard[],
  after: readonly UndecidableBoard[],
): void {
  for (const { why } of after.filter((one) => !before.some(({ why }) => why === one.why))) {
    const message = `No moved card decides anything where a column is missing: ${why} Add the column, or change [jira.statuses].`;
    notice?.({ kind: 'column-missing', level: 'warn', message });
  }
  for (const { board } of before.filter((one) => !after.some(({ board }) => board === one.board))) {
    const message = `Project ${board.project} has all columns that decisions need.`;
    notice?.({ kind: 'columns-complete', level: 'info', message });
  }
}

function renamed(statuses: readonly NamedStatus[]): JiraNotice {
  const names = statuses.map(({ id, name }) => `${id ?? '?'} is called "${name ?? ''}"`).join(', ');
  return {
    kind: 'status-renamed',
    level: 'warn',
    message: `Status ${names}, which is not what the list of statuses said; the list was read again, and gives the meaning.`,
  };
}

function keyOf({ id, name, untranslatedName }: NamedStatus): string {
  return [id, name, untranslatedName].join('\n');
}
