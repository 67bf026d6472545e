import type { ChangeItem, HistoryEntry, JiraIssue, Json } from './issue.ts';
import type { JiraSite } from './site.ts';
import type { JiraUser } from './user.ts';

/** A change of an issue with its trace in the history. */
export interface IssueChange {
  /** Absent for changes that the system makes. */
  readonly actor: JiraUser | undefined;
  readonly items: readonly ChangeItem[];
  readonly patch: Partial<JiraIssue>;
  readonly eventName: string;
  readonly historyMetadata?: Json | undefined;
}

/** Stores the change, writes the history and tells the listeners. Without items no history is written. */
export function changeIssue(site: JiraSite, issue: JiraIssue, change: IssueChange): JiraIssue {
  const at = site.now();
  const entry = change.items.length === 0 ? undefined : entryFor(site, change, at);
  const changed = site.putIssue({
    ...issue,
    ...change.patch,
    updated: at,
    history: entry === undefined ? issue.history : [...issue.history, entry],
  });
  const { actor, eventName } = change;
  site.emit({ kind: 'issue-updated', eventName, at, actor, issue: changed, entry });
  return changed;
}

function entryFor(site: JiraSite, change: IssueChange, at: number): HistoryEntry {
  return {
    id: String(site.next('history', 10_100)),
    authorId: change.actor?.id,
    created: at,
    items: change.items,
    historyMetadata: site.settings.keepsHistoryMetadata ? change.historyMetadata : undefined,
  };
}
