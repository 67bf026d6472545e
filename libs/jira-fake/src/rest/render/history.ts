import type { ChangeItem, HistoryEntry, JiraIssue } from '../../engine/issue.ts';
import type { View } from '../view.ts';
import { jiraTime } from './time.ts';
import { renderAccount } from './user.ts';

/** One entry of the changelog. */
export function renderHistory(call: View, entry: HistoryEntry): Record<string, unknown> {
  return {
    id: entry.id,
    ...(entry.authorId === undefined ? {} : { author: renderAccount(call, entry.authorId) }),
    created: jiraTime(entry.created),
    items: entry.items.map((item) => renderItem(call.site.deployment, item)),
    ...(entry.historyMetadata === undefined ? {} : { historyMetadata: entry.historyMetadata }),
  };
}

/** One item; only Cloud names the field's id. */
export function renderItem(deployment: 'cloud' | 'datacenter', item: ChangeItem): Record<string, unknown> {
  return {
    field: item.field,
    fieldtype: item.custom ? 'custom' : 'jira',
    ...(deployment === 'cloud' ? { fieldId: item.fieldId } : {}),
    from: item.from ?? null,
    fromString: item.fromString ?? null,
    to: item.to ?? null,
    toString: item.toText ?? null,
  };
}

/** `expand=changelog`: on Cloud newest first and at most 100; on Data Center everything, oldest first. */
export function renderEmbeddedChangelog(call: View, issue: JiraIssue): Record<string, unknown> {
  const cloud = call.site.deployment === 'cloud';
  const entries = cloud ? issue.history.toReversed().slice(0, 100) : issue.history;
  return {
    startAt: 0,
    maxResults: entries.length,
    total: issue.history.length,
    histories: entries.map((entry) => renderHistory(call, entry)),
  };
}
