// To make calls.
export { createJiraClient } from './create-jira-client.ts';
export type { JiraClient } from './jira-client.ts';
export type {
  JiraAuth,
  JiraCallOptions,
  JiraClientOptions,
  JiraDeployment,
  JiraWriteOptions,
} from './api/jira-client-options.ts';
export { systemClock } from './api/jira-clock.ts';
export type { JiraClock } from './api/jira-clock.ts';
export { jqlString } from './calls/jql.ts';

// When a call fails.
export { JiraError } from './api/jira-error.ts';
export type {
  JiraErrorCode,
  JiraErrorFacts,
  JiraOutcome,
  JiraPause,
  JiraPauseScope,
} from './api/jira-error.ts';

// What goes in.
export type { PermissionContext } from './calls/account.ts';
export type { NewComment } from './calls/comments.ts';
export type { NewIssue } from './calls/create-issue.ts';
export type { ReadIssue } from './calls/read-issue.ts';
export type { JiraSearch } from './calls/search.ts';
export type { HistoryMetadata, TransitionMove } from './calls/transitions.ts';

// What comes out.
export type { JiraIssue, JiraIssueReading } from './calls/read-issue.ts';
export type { JiraFoundIssue } from './calls/search.ts';
export type { JiraChange, JiraChangeItem } from './schemas/issue/change.ts';
export type { JiraComment } from './schemas/issue/comment.ts';
export type { JiraCreatedIssue } from './schemas/issue/created-issue.ts';
export type { JiraField } from './schemas/field.ts';
export type { JiraPermissions } from './schemas/permissions.ts';
export type { JiraIssueType, JiraProject } from './schemas/project.ts';
export type { JiraServerInfo } from './schemas/server-info.ts';
export type { JiraUnreadableIssue } from './schemas/issue/search-page.ts';
export type { JiraStatus, JiraTypeStatuses } from './schemas/status.ts';
export type { JiraTransition } from './schemas/issue/transition.ts';
export type { JiraUser } from './schemas/user.ts';

// Text that cannot become markup.
export { fromAdf, toAdf } from './text/adf.ts';
export type { AdfDocument, AdfNode } from './text/adf.ts';
export { plainText, safeHref } from './text/rich-text.ts';
export type { Block, Inline, RichText } from './text/rich-text.ts';
export { visibleText } from './text/visible-text.ts';
export { escapeWiki, fromWiki, toWiki } from './text/wiki.ts';

// Webhooks.
export { parseWebhook } from './webhooks/webhook.ts';
export type { JiraWebhook, WebhookIgnored } from './webhooks/webhook.ts';
export { verifyWebhookSignature } from './webhooks/webhook-signature.ts';
