import { statusItem } from './change-item.ts';
import { changeIssue } from './change-issue.ts';
import type { JiraIssue } from './issue.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraSite } from './site.ts';

/** Moves a card with nobody as the author, as some rules and imports do. `status` is a name or an id. */
export function systemMove(site: JiraSite, issue: JiraIssue, status: string): JiraIssue {
  const to = site.statuses.find((one) => one.id === status || one.name === status);
  if (to === undefined) throw new JiraRefusal('not-found', `There is no status '${status}'.`);
  return changeIssue(site, issue, {
    actor: undefined,
    items: [statusItem(site, issue.statusId, to.id)],
    patch: { statusId: to.id, statusChangedAt: site.now() },
    eventName: 'issue_generic',
  });
}
