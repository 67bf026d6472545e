import { isInternal, seenComments } from '../../engine/internal-comment.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import { asWiki } from '../../text/rich-text.ts';
import { calledIssue } from '../called-issue.ts';
import { numberOf, ok, startOf, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { pageOf } from '../page.ts';
import { jiraTime } from '../render/time.ts';
import { renderAccount } from '../render/user.ts';

/** What the customer portal of a service project shows of a request. */
export const SERVICE_REQUEST_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: '/rest/servicedeskapi/request/:issueIdOrKey/comment', handle: listComments },
];

function listComments(call: JiraCall): JiraAnswer {
  const issue = calledIssue(call);
  if (call.site.projectOf(issue).projectType !== 'service_desk') {
    throw new JiraRefusal('not-found', 'The request does not exist or you do not have permission to see it.');
  }
  const page = pageOf(seenComments(call.site, call.actor, issue), {
    startAt: startOf(call),
    maxResults: numberOf(call.query, 'limit', 50),
  });
  return ok({
    size: page.items.length,
    start: page.startAt,
    limit: page.maxResults,
    isLastPage: page.isLast,
    values: page.items.map((comment) => ({
      id: comment.id,
      body: asWiki(comment.body),
      public: !isInternal(call.site, issue, comment),
      author: renderAccount(call, comment.authorId),
      created: { iso8601: jiraTime(comment.created), epochMillis: comment.created },
    })),
  });
}
