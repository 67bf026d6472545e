import {
  isInternal,
  richTextHtml,
  richTextPlain,
  type JiraComment,
  type JiraIssue,
  type JiraSite,
  type RichText,
} from '@org/jira-fake';

/** Everything about an issue that a page or an assertion may want, accounts by login name. */
export function issueState(site: JiraSite, issue: JiraIssue): Record<string, unknown> {
  const { summary, description, labels, reporter, ...fields } = issue.fields;
  return {
    id: issue.id,
    key: issue.key,
    project: site.projectOf(issue).key,
    status: site.status(issue.statusId).name,
    statusId: issue.statusId,
    summary,
    description: description === undefined ? '' : richTextPlain(description as RichText),
    descriptionHtml: description === undefined ? '' : richTextHtml(description as RichText),
    labels,
    creator: loginOf(site, issue.creatorId),
    reporter: loginOf(site, reporter as string | undefined),
    fields,
    created: issue.created,
    updated: issue.updated,
    properties: issue.properties,
    comments: issue.comments.map((comment) => commentState(site, issue, comment)),
    history: issue.history.map(({ authorId, ...entry }) => ({ ...entry, author: loginOf(site, authorId) })),
  };
}

function commentState(site: JiraSite, issue: JiraIssue, comment: JiraComment): Record<string, unknown> {
  return {
    id: comment.id,
    author: loginOf(site, comment.authorId),
    text: richTextPlain(comment.body),
    html: richTextHtml(comment.body),
    properties: comment.properties,
    internal: isInternal(site, issue, comment),
    created: comment.created,
    updated: comment.updated,
  };
}

function loginOf(site: JiraSite, id: string | undefined): string | undefined {
  return site.users.find((user) => user.id === id)?.name ?? id;
}
