import { changeIssue } from './change-issue.ts';
import type { ChangeItem, JiraIssue } from './issue.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraSite } from './site.ts';
import type { JiraUser } from './user.ts';

/**
 * Moves an issue into another project, as people do on the page (REST has no call for one issue): it gets a new key and
 * still answers to the old one, keeps its id, and starts in that project's first status.
 */
export function moveIssue(
  site: JiraSite,
  issue: JiraIssue,
  { actor, projectKey }: { readonly actor: JiraUser; readonly projectKey: string },
): JiraIssue {
  const from = site.projectOf(issue);
  const to = site.findProject(projectKey);
  if (to === undefined)
    throw new JiraRefusal('not-found', `No project could be found with key '${projectKey}'.`);
  const key = `${to.key}-${site.next(`key:${to.key}`, 1)}`;
  const statusId = to.workflow.initialStatusId;
  const items = [
    item(
      'status',
      [issue.statusId, site.status(issue.statusId).name],
      [statusId, site.status(statusId).name],
    ),
    item('project', [from.id, from.name], [to.id, to.name]),
    item('Key', [undefined, issue.key], [undefined, key]),
  ];
  const issueTypeId = to.issueTypes[0]?.id ?? issue.issueTypeId;
  const patch = { key, projectId: to.id, issueTypeId, statusId, statusChangedAt: site.now() };
  return changeIssue(site, issue, { actor, items, patch, eventName: 'issue_moved' });
}

type Side = readonly [id: string | undefined, name: string];

function item(field: string, [from, fromString]: Side, [to, toText]: Side): ChangeItem {
  return { field, fieldId: field, custom: false, from, fromString, to, toText };
}
