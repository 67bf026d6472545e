import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import type { JiraStatus } from '../../schemas/status.ts';
import type { Board } from './board.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import { createStatusMeanings, type NamedStatus, type StatusMeanings } from './status-meaning.ts';

/** What statuses mean; reads the projects' lists again when one of these is not in them. */
export type MeaningSource = (
  statuses: readonly NamedStatus[],
  options: JiraCallOptions,
) => Promise<StatusMeanings>;

/** How soon an unknown status is worth another look at the lists. */
const READ_AGAIN_MS = 60_000;

/** Reads the statuses of every board. An id stands for one status on the whole site, so one list serves them all. */
export async function createMeaningSource(
  client: JiraClient,
  { settings, boards }: { readonly settings: JiraTrackerSettings; readonly boards: readonly Board[] },
  first: JiraCallOptions,
): Promise<MeaningSource> {
  const now = settings.now ?? (() => Date.now());
  const read = async (options: JiraCallOptions) => {
    const lists = await Promise.all(boards.map((board) => statusesOf(client, board, options)));
    return createStatusMeanings(settings.statuses, lists.flat());
  };
  let meanings = await read(first);
  let readAt = now();
  return async (statuses, options) => {
    const fresh = now() - readAt < READ_AGAIN_MS;
    if (fresh || statuses.every((status) => meanings.knows(status))) return meanings;
    readAt = now();
    meanings = await read(options);
    return meanings;
  };
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
