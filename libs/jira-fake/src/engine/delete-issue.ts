import type { Writer } from './create-issue.ts';
import type { JiraIssue } from './issue.ts';
import { holds } from './permission.ts';
import { JiraRefusal } from './refusal.ts';

/** Deletes an issue for good. */
export function deleteIssue({ site, actor }: Writer, issue: JiraIssue): void {
  if (actor === undefined || !holds(actor, 'DELETE_ISSUES', site.projectOf(issue))) {
    throw new JiraRefusal('forbidden', 'You do not have permission to delete issues in this project.');
  }
  site.removeIssue(issue);
  site.emit({ kind: 'issue-deleted', at: site.now(), actor, issue });
}
