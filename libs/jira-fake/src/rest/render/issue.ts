import type { JiraIssue } from '../../engine/issue.ts';
import { richTextHtml } from '../../text/html.ts';
import type { RichText } from '../../text/rich-text.ts';
import { selfUrl, type View } from '../view.ts';
import { seenComments } from '../../engine/internal-comment.ts';
import { renderComment } from './comment.ts';
import { fieldSchema, renderField, renderFieldMeta } from './field.ts';
import { renderEmbeddedChangelog } from './history.ts';
import { renderIssueType, renderProjectLink } from './project.ts';
import { renderStatus } from './status.ts';
import { jiraTime } from './time.ts';
import { renderTransitions } from './transition.ts';
import { renderAccount } from './user.ts';

/** What of an issue is asked for. */
export interface IssueView {
  /** Field ids, `*all`, `*navigable`, and `-id` to leave one out. Empty = everything. */
  readonly fields: readonly string[];
  readonly expand: readonly string[];
  /** Property keys or `*all`. */
  readonly properties: readonly string[];
}

const EXPANDABLE = 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations';

/** An issue as REST answers it. */
export function renderIssue(call: View, issue: JiraIssue, view: IssueView): Record<string, unknown> {
  const fields = pick(allFields(call, issue), view.fields);
  return {
    expand: EXPANDABLE,
    id: issue.id,
    self: selfUrl(call, `issue/${issue.id}`),
    key: issue.key,
    ...(view.fields.length === 1 && ['id', 'key'].includes(view.fields[0] ?? '')
      ? {}
      : { fields: readable(call, issue) ? fields : null }),
    ...(view.properties.length > 0 ? { properties: pickProperties(issue, view.properties) } : {}),
    ...expansions(call, issue, view),
  };
}

function readable({ site }: View, { id }: JiraIssue): boolean {
  return !site.settings.unreadableIssues.includes(id);
}

function expansions(call: View, issue: JiraIssue, view: IssueView): Record<string, unknown> {
  const expand = new Set(view.expand);
  const shown = Object.keys(pick(allFields(call, issue), view.fields));
  const withFields = expand.has('transitions.fields');
  return {
    ...(expand.has('changelog') ? { changelog: renderEmbeddedChangelog(call, issue) } : {}),
    ...(expand.has('transitions') || withFields
      ? { transitions: renderTransitions(call, issue, { fields: withFields }) }
      : {}),
    ...(expand.has('renderedFields') ? { renderedFields: rendered(call, issue, shown) } : {}),
    ...(expand.has('names') ? { names: named(call, shown) } : {}),
    ...(expand.has('schema') ? { schema: schemas(call, shown) } : {}),
    ...(expand.has('editmeta') ? { editmeta: { fields: editMeta(call, issue) } } : {}),
  };
}

/** Every field of an issue, in the called version. */
export function allFields(call: View, issue: JiraIssue): Record<string, unknown> {
  const { site } = call;
  const project = site.projectOf(issue);
  const type = project.issueTypes.find((one) => one.id === issue.issueTypeId);
  const own = site.fields.map((field): [string, unknown] => [
    field.id,
    renderField(call, field, issue.fields[field.id]),
  ]);
  return {
    ...Object.fromEntries(own),
    status: renderStatus(call, site.status(issue.statusId)),
    ...(site.deployment === 'cloud' ? { statuscategorychangedate: jiraTime(issue.statusChangedAt) } : {}),
    project: renderProjectLink(call, project),
    issuetype: type === undefined ? null : renderIssueType(call, type),
    creator: renderAccount(call, issue.creatorId),
    created: jiraTime(issue.created),
    updated: jiraTime(issue.updated),
    resolutiondate: issue.resolvedAt === undefined ? null : jiraTime(issue.resolvedAt),
    comment: embeddedComments(call, issue),
    attachment: [],
    issuelinks: [],
    subtasks: [],
    components: [],
    fixVersions: [],
    versions: [],
    watches: { self: selfUrl(call, `issue/${issue.key}/watchers`), watchCount: 0, isWatching: false },
    votes: { self: selfUrl(call, `issue/${issue.key}/votes`), votes: 0, hasVoted: false },
    workratio: -1,
    lastViewed: null,
  };
}

function embeddedComments(call: View, issue: JiraIssue): Record<string, unknown> {
  const seen = seenComments(call.site, call.actor, issue);
  const total = seen.length;
  return {
    comments: seen.map((comment) => renderComment(call, { issue, comment })),
    self: selfUrl(call, `issue/${issue.id}/comment`),
    maxResults: total,
    total,
    startAt: 0,
  };
}

function pick(fields: Record<string, unknown>, wanted: readonly string[]): Record<string, unknown> {
  const excluded = wanted.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const included = wanted.filter((name) => !name.startsWith('-'));
  const all = included.length === 0 || included.includes('*all');
  const navigable = included.includes('*navigable');
  const entries = Object.entries(fields).filter(
    ([name]) =>
      !excluded.includes(name) && (all || included.includes(name) || (navigable && name !== 'comment')),
  );
  return Object.fromEntries(entries);
}

function pickProperties(issue: JiraIssue, wanted: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(issue.properties);
  return Object.fromEntries(entries.filter(([key]) => wanted.includes('*all') || wanted.includes(key)));
}

function rendered(call: View, issue: JiraIssue, shown: readonly string[]): Record<string, unknown> {
  const html = (fieldId: string): string | null => {
    const value = issue.fields[fieldId];
    return call.site.field(fieldId)?.kind === 'textarea' && value !== undefined
      ? richTextHtml(value as RichText)
      : null;
  };
  const comments = seenComments(call.site, call.actor, issue).map((comment) => ({
    ...renderComment(call, { issue, comment }),
    body: richTextHtml(comment.body),
  }));
  return Object.fromEntries(
    shown.map((fieldId) => [fieldId, fieldId === 'comment' ? { comments } : html(fieldId)]),
  );
}

function named(call: View, shown: readonly string[]): Record<string, string> {
  return Object.fromEntries(shown.map((id) => [id, call.site.field(id)?.name ?? id]));
}

function schemas(call: View, shown: readonly string[]): Record<string, unknown> {
  const known = shown.flatMap((id) => {
    const field = call.site.field(id);
    return field === undefined ? [] : [[id, fieldSchema(field)] as const];
  });
  return Object.fromEntries(known);
}

/** The fields of an issue's edit screen. */
export function editMeta(call: View, issue: JiraIssue): Record<string, unknown> {
  const project = call.site.projectOf(issue);
  const ids = project.editScreen ?? project.createScreen.map((one) => one.fieldId);
  const metas = ids.flatMap((id) => {
    const field = call.site.field(id);
    return field === undefined ? [] : [[id, renderFieldMeta(call, field, id === 'summary')] as const];
  });
  return Object.fromEntries(metas);
}
