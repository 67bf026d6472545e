import type { JiraComment, JiraIssue } from '../../engine/issue.ts';
import { isInternal } from '../../engine/internal-comment.ts';
import { richTextHtml } from '../../text/html.ts';
import { selfUrl, type View } from '../view.ts';
import { renderRichText } from './field.ts';
import { jiraTime } from './time.ts';
import { renderAccount } from './user.ts';

interface CommentView {
  readonly properties: boolean;
  readonly renderedBody: boolean;
}

/** A comment as REST answers it. */
export function renderComment(
  call: View,
  { issue, comment }: { readonly issue: JiraIssue; readonly comment: JiraComment },
  view: CommentView = { properties: false, renderedBody: false },
): Record<string, unknown> {
  return {
    self: selfUrl(call, `issue/${issue.id}/comment/${comment.id}`),
    id: comment.id,
    author: renderAccount(call, comment.authorId),
    body: renderRichText(call, comment.body),
    ...(view.renderedBody ? { renderedBody: richTextHtml(comment.body) } : {}),
    updateAuthor: renderAccount(call, comment.updateAuthorId),
    created: jiraTime(comment.created),
    updated: jiraTime(comment.updated),
    ...(comment.visibility === undefined ? {} : { visibility: comment.visibility }),
    ...(call.site.deployment === 'cloud' ? { jsdPublic: !isInternal(call.site, issue, comment) } : {}),
    ...(view.properties
      ? { properties: Object.entries(comment.properties).map(([key, value]) => ({ key, value })) }
      : {}),
  };
}
