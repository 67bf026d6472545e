import type { JiraIssue } from '../../calls/read-issue.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import { readMoveMark } from './move-mark.ts';

/** Whether the site keeps what our moves write into their history entries: some drop it. */
export interface MarkKeeping {
  /** True once a move of ours was read back without its mark. */
  readonly dropped: boolean;
  /** Takes note of a move that this process made. */
  moved(ticketId: string, statusId: string): void;
  /** Takes note of an issue that was just read: the moves made on it are read back. */
  learn(issue: JiraIssue): void;
}

const REMEMBERED = 1000;

/** Knows nothing at first; a site is taken for one that keeps marks until a move shows otherwise. */
export function createMarkKeeping(selfId: string, notice: JiraTrackerSettings['notice']): MarkKeeping {
  const made = new Map<string, string>();
  let dropped = false;
  return {
    get dropped() {
      return dropped;
    },
    moved(ticketId, statusId) {
      const oldest = made.size >= REMEMBERED ? made.keys().next() : undefined;
      if (oldest?.done === false) made.delete(oldest.value);
      made.set(ticketId, statusId);
    },
    learn(issue) {
      const statusId = made.get(issue.id);
      if (statusId === undefined) return;
      const moves = issue.changes.filter(
        ({ author, items }) => author?.id === selfId && items.some((item) => item.to === statusId),
      );
      if (moves.length === 0) return;
      made.delete(issue.id);
      const before = dropped;
      dropped = !moves.some((move) => readMoveMark(move.historyMetadata) !== undefined);
      if (dropped && !before) notice?.({ kind: 'marks-dropped', level: 'warn', message: MESSAGE });
    },
  };
}

const MESSAGE =
  "This Jira does not keep what the plugin writes into the history of its moves, so only the account tells them from people's. Let nobody else use the plugin's account.";
