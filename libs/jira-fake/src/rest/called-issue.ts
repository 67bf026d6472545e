import type { JiraIssue } from '../engine/issue.ts';
import type { JiraCall } from './call.ts';

/** The issue that the path names, if the caller may see it. */
export function calledIssue(call: JiraCall): JiraIssue {
  return call.site.seenIssue(call.actor, call.params['issueIdOrKey'] ?? '');
}
