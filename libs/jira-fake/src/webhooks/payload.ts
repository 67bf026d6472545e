import type { JiraSite } from '../engine/site.ts';
import type { SiteEvent } from '../engine/site-event.ts';
import type { JiraUser } from '../engine/user.ts';
import type { JiraIssue } from '../engine/issue.ts';
import type { View } from '../rest/view.ts';
import { renderComment } from '../rest/render/comment.ts';
import { renderItem } from '../rest/render/history.ts';
import { allFields } from '../rest/render/issue.ts';
import { renderUser } from '../rest/render/user.ts';

const NAMES: Readonly<Record<SiteEvent['kind'], string>> = {
  'issue-created': 'jira:issue_created',
  'issue-updated': 'jira:issue_updated',
  'issue-deleted': 'jira:issue_deleted',
  'comment-created': 'comment_created',
  'comment-updated': 'comment_updated',
  'comment-deleted': 'comment_deleted',
  'property-set': 'issue_property_set',
  'property-deleted': 'issue_property_deleted',
};

/** One message that an event causes. */
export interface WebhookMessage {
  /** The name that webhooks are registered for. */
  readonly event: string;
  readonly body: Record<string, unknown>;
}

/** What an event causes; on Data Center a comment is an update of its issue as well. */
export function webhookMessages(
  site: JiraSite,
  event: SiteEvent,
  baseUrl: string,
): readonly WebhookMessage[] {
  const own = { event: NAMES[event.kind], body: webhookPayload(site, event, baseUrl) };
  const typeName = COMMENT_UPDATES[event.kind];
  if (site.deployment === 'cloud' || typeName === undefined || !('comment' in event)) return [own];
  const call = outsider(site, baseUrl);
  const body = {
    timestamp: event.at,
    webhookEvent: 'jira:issue_updated',
    issue_event_type_name: typeName,
    ...issuePart(call, event),
    comment: renderComment(call, event),
  };
  return [own, { event: 'jira:issue_updated', body }];
}

const COMMENT_UPDATES: Readonly<Partial<Record<SiteEvent['kind'], string>>> = {
  'comment-created': 'issue_commented',
  'comment-updated': 'issue_comment_edited',
  'comment-deleted': 'issue_comment_deleted',
};

/** What Jira posts for an event: the v2 shape of the issue, and on Cloud no e-mail of anyone. */
function webhookPayload(site: JiraSite, event: SiteEvent, baseUrl: string): Record<string, unknown> {
  const call = outsider(site, baseUrl);
  const head = { timestamp: event.at, webhookEvent: NAMES[event.kind] };
  switch (event.kind) {
    case 'issue-created':
    case 'issue-updated':
      return {
        ...head,
        issue_event_type_name: event.eventName,
        ...issuePart(call, event),
        ...changelog(call, event),
      };
    case 'issue-deleted':
      return { ...head, ...issuePart(call, event) };
    case 'comment-created':
    case 'comment-updated':
    case 'comment-deleted':
      return { ...head, ...commentPart(call, event) };
    case 'property-set':
    case 'property-deleted':
      return { ...head, ...issuePart(call, event), property: { key: event.propertyKey } };
  }
}

/** Nobody's view: e-mails are left out. */
export function outsider(site: JiraSite, baseUrl: string): View {
  return { site, version: 2, baseUrl, actor: undefined };
}

function issuePart(call: View, event: SiteEvent): Record<string, unknown> {
  return {
    ...(event.actor === undefined ? {} : { user: userPart(call, event.actor) }),
    issue: withFields(call, event.issue),
  };
}

function userPart(call: View, actor: JiraUser): Record<string, unknown> {
  const hidden = call.site.deployment === 'cloud' ? ['emailAddress', 'locale'] : ['locale', 'deleted'];
  return Object.fromEntries(
    Object.entries(renderUser(call, actor)).filter(([name]) => !hidden.includes(name)),
  );
}

/** An issue in v2's shape, with all its fields. */
export function withFields(call: View, issue: JiraIssue): Record<string, unknown> {
  return { ...issueLink(call, issue), fields: allFields(call, issue) };
}

/** Id, address and key of an issue. */
export function issueLink(call: View, { id, key }: JiraIssue): Record<'id' | 'self' | 'key', string> {
  return { id, self: `${call.baseUrl}/rest/api/2/issue/${id}`, key };
}

function changelog(call: View, event: Extract<SiteEvent, { eventName: string }>): Record<string, unknown> {
  if (event.entry === undefined) return {};
  // A move that resolves lists the resolution first on Cloud and last on Data Center.
  const items = event.entry.items.map((item) => renderItem(call.site.deployment, item));
  const inOrder = call.site.deployment === 'cloud' ? items : items.toReversed();
  return { changelog: { id: event.entry.id, items: inOrder } };
}

/** Cloud names no user and shows little of the issue; Data Center sends the comment alone. */
function commentPart(call: View, event: Extract<SiteEvent, { comment: unknown }>): Record<string, unknown> {
  const { issue, comment } = event;
  const shown = { comment: renderComment(call, { issue, comment }) };
  if (call.site.deployment === 'datacenter') return shown;
  const { summary, issuetype, project, assignee, priority, status } = allFields(call, issue);
  return {
    ...shown,
    issue: { ...issueLink(call, issue), fields: { summary, issuetype, project, assignee, priority, status } },
  };
}
