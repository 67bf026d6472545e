import { statusItem, fieldItem } from './change-item.ts';
import { isRichText } from './field.ts';
import { readField, type ApiVersion } from './field-input.ts';
import type { FieldValue, HistoryEntry, JiraIssue } from './issue.ts';
import { holds } from './permission.ts';
import { readProperties } from './property-input.ts';
import type { JiraIssueType, JiraProject } from './project.ts';
import { fieldRefusal, JiraRefusal } from './refusal.ts';
import type { JiraSite } from './site.ts';
import type { JiraUser } from './user.ts';

/** A call that writes, with who makes it and through which version of the API. */
export interface Writer {
  readonly site: JiraSite;
  readonly actor: JiraUser | undefined;
  readonly version: ApiVersion;
}

/** Makes an issue from a REST body; refuses as Jira does. */
export function createIssue(writer: Writer, body: Readonly<Record<string, unknown>>): JiraIssue {
  const { site, actor } = writer;
  const sent = body['fields'];
  if (typeof sent !== 'object' || sent === null)
    throw new JiraRefusal('invalid', 'No Issue Create payload supplied');
  const fields = sent as Readonly<Record<string, unknown>>;
  const project = readProject(writer, fields['project']);
  const issueType = readIssueType(project, fields['issuetype']);
  if (actor === undefined || !holds(actor, 'CREATE_ISSUES', project)) {
    throw fieldRefusal('project', 'You cannot create issues in this project.');
  }
  const values = readValues(writer, project, fields);
  const sentProperties = readProperties(body['properties']);
  const properties = site.settings.keepsCreateProperties ? sentProperties : {};
  const at = site.now();
  const issue = site.putIssue({
    id: String(site.next('issue', 10_000)),
    key: `${project.key}-${site.next(`key:${project.key}`, 1)}`,
    projectId: project.id,
    issueTypeId: issueType.id,
    statusId: project.workflow.initialStatusId,
    statusChangedAt: at,
    resolvedAt: undefined,
    creatorId: actor.id,
    created: at,
    updated: at,
    fields: { priority: '3', labels: [], reporter: actor.id, ...values },
    comments: [],
    properties,
    history: [],
  });
  const entry = creationEntry(site, issue);
  site.emit({ kind: 'issue-created', eventName: 'issue_created', at, actor, issue, entry });
  return issue;
}

function readProject({ site, actor }: Writer, sent: unknown): JiraProject {
  const { id, key } = (sent ?? {}) as { id?: unknown; key?: unknown };
  const project = site.projects.find((one) => one.id === String(id) || one.key === key);
  if (project !== undefined && holds(actor, 'BROWSE_PROJECTS', project)) return project;
  throw fieldRefusal(
    'project',
    site.deployment === 'cloud' ? 'Specify a valid project ID or key' : 'project is required',
  );
}

/** The issue type that a body names, by id or name. */
export function readIssueType(project: JiraProject, sent: unknown): JiraIssueType {
  const { id, name } = (sent ?? {}) as { id?: string | number; name?: unknown };
  if (id === undefined && name === undefined) throw fieldRefusal('issuetype', 'Specify an issue type');
  const found = project.issueTypes.find((one) =>
    id === undefined ? one.name === name : one.id === String(id),
  );
  if (found === undefined) throw fieldRefusal('issuetype', 'Specify a valid issue type');
  return found;
}

function readValues(
  writer: Writer,
  project: JiraProject,
  sent: Readonly<Record<string, unknown>>,
): Record<string, FieldValue> {
  const { site, actor } = writer;
  const errors: Record<string, string> = {};
  const values: Record<string, FieldValue> = {};
  for (const [fieldId, raw] of Object.entries(sent)) {
    if (fieldId === 'project' || fieldId === 'issuetype') continue;
    const field = site.field(fieldId);
    const onScreen = project.createScreen.some((one) => one.fieldId === fieldId);
    const allowed = fieldId !== 'reporter' || holds(actor, 'MODIFY_REPORTER', project);
    if (field === undefined || !onScreen || !allowed) {
      errors[fieldId] = notOnScreen(fieldId);
      continue;
    }
    const input = readField({ ...writer, field }, raw);
    if (!input.ok) errors[fieldId] = input.text;
    else if (input.value !== undefined) values[fieldId] = input.value;
  }
  for (const { fieldId, required } of project.createScreen) {
    if (!required || values[fieldId] !== undefined || errors[fieldId] !== undefined) continue;
    errors[fieldId] = requiredText(site, fieldId);
  }
  if (Object.keys(errors).length > 0) throw new JiraRefusal('invalid', { errors });
  return values;
}

/** What Jira says about a field that its screen does not have. */
export function notOnScreen(fieldId: string): string {
  return `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`;
}

/** What Jira says about a compulsory field that is missing. */
export function requiredText(site: JiraSite, fieldId: string): string {
  if (fieldId === 'summary') return 'You must specify a summary of the issue.';
  return `${site.field(fieldId)?.name ?? fieldId} is required.`;
}

/** Cloud's webhook for a new issue tells every first value as a change from nothing; the history itself starts empty. */
function creationEntry(site: JiraSite, issue: JiraIssue): HistoryEntry {
  const set = site.fields
    .filter(
      (field) =>
        issue.fields[field.id] !== undefined && (!isRichText(field) || issue.fields[field.id] !== ''),
    )
    .flatMap((field) => fieldItem(site, { field, from: undefined, to: issue.fields[field.id] }));
  return {
    id: String(site.next('history', 10_100)),
    authorId: issue.creatorId,
    created: issue.created,
    items: [...set, statusItem(site, undefined, issue.statusId)],
    historyMetadata: undefined,
  };
}
