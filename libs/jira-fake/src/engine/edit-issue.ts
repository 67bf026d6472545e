import { fieldItem } from './change-item.ts';
import { changeIssue } from './change-issue.ts';
import { notOnScreen, readIssueType, requiredText, type Writer } from './create-issue.ts';
import { readField } from './field-input.ts';
import type { ChangeItem, FieldValue, JiraIssue, Json } from './issue.ts';
import { holds } from './permission.ts';
import { readProperties } from './property-input.ts';
import type { JiraIssueType } from './project.ts';
import { fieldRefusal, JiraRefusal } from './refusal.ts';
import type { JiraUser } from './user.ts';

type Body = Readonly<Record<string, unknown>>;

/** Changes fields and properties from a REST body. A `transition` in it is ignored, as Jira does. */
export function editIssue(writer: Writer, issue: JiraIssue, body: Body): JiraIssue {
  const { site, actor } = writer;
  const project = site.projectOf(issue);
  if (actor === undefined || !holds(actor, 'EDIT_ISSUES', project)) {
    throw new JiraRefusal('forbidden', 'You do not have permission to edit issues in this project.');
  }
  const screen = project.editScreen ?? project.createScreen.map((one) => one.fieldId);
  const { issuetype, ...fields } = (body['fields'] ?? {}) as Body;
  const values = readChanges(writer, issue, { body: { ...body, fields }, screen });
  const issueType = issuetype === undefined ? undefined : readIssueType(project, issuetype);
  return applyEdit(writer, issue, { actor, values, body, issueType });
}

interface Edit {
  readonly actor: JiraUser;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly body: Body;
  readonly issueType: JiraIssueType | undefined;
}

function applyEdit(writer: Writer, issue: JiraIssue, edit: Edit): JiraIssue {
  const { site } = writer;
  const items = [...changedItems(writer, issue, edit.values), ...typeItem(writer, issue, edit.issueType)];
  const properties = readProperties(edit.body['properties']);
  if (items.length === 0)
    return site.putIssue({ ...issue, properties: { ...issue.properties, ...properties } });
  const assigned = items.some((item) => item.fieldId === 'assignee');
  return changeIssue(site, issue, {
    actor: edit.actor,
    items,
    patch: {
      issueTypeId: edit.issueType?.id ?? issue.issueTypeId,
      fields: { ...issue.fields, ...edit.values },
      properties: { ...issue.properties, ...properties },
    },
    eventName: assigned ? 'issue_assigned' : 'issue_updated',
    historyMetadata: edit.body['historyMetadata'] as Json | undefined,
  });
}

function typeItem({ site }: Writer, issue: JiraIssue, to: JiraIssueType | undefined): readonly ChangeItem[] {
  if (to === undefined || to.id === issue.issueTypeId) return [];
  const from = site.projectOf(issue).issueTypes.find((type) => type.id === issue.issueTypeId);
  return [
    {
      field: 'issuetype',
      fieldId: 'issuetype',
      custom: false,
      from: issue.issueTypeId,
      fromString: from?.name,
      to: to.id,
      toText: to.name,
    },
  ];
}

/** The history items that setting `values` makes. */
export function changedItems(
  writer: Writer,
  issue: JiraIssue,
  values: Readonly<Record<string, FieldValue>>,
): readonly ChangeItem[] {
  return Object.entries(values).flatMap(([fieldId, to]) => {
    const field = writer.site.field(fieldId);
    return field === undefined ? [] : fieldItem(writer.site, { field, from: issue.fields[fieldId], to });
  });
}

/** Reads `fields` and `update` of a body for the fields of one screen; a field must not be in both. */
export function readChanges(
  writer: Writer,
  issue: JiraIssue,
  { body, screen }: { readonly body: Body; readonly screen: readonly string[] },
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  const errors: Record<string, string> = {};
  for (const [fieldId, sent] of sentFields(issue, body)) {
    const field = writer.site.field(fieldId);
    if (field === undefined || !screen.includes(fieldId)) {
      errors[fieldId] = notOnScreen(fieldId);
      continue;
    }
    const input = readField({ ...writer, field }, sent);
    if (!input.ok) errors[fieldId] = input.text;
    else if (fieldId === 'summary' && input.value === undefined)
      errors[fieldId] = requiredText(writer.site, fieldId);
    else values[fieldId] = input.value;
  }
  if (Object.keys(errors).length > 0) throw new JiraRefusal('invalid', { errors });
  return values;
}

function sentFields(issue: JiraIssue, body: Body): readonly (readonly [string, unknown])[] {
  const fields = (body['fields'] ?? {}) as Body;
  const update = (body['update'] ?? {}) as Body;
  const both = Object.keys(fields).find((fieldId) => fieldId in update);
  if (both !== undefined) {
    throw fieldRefusal(both, `Field '${both}' cannot be set by both the fields and the update sections.`);
  }
  const updated = Object.entries(update)
    .filter(([fieldId]) => fieldId !== 'comment')
    .map(([fieldId, verbs]) => [fieldId, afterVerbs(issue.fields[fieldId], verbs)] as const);
  return [...Object.entries(fields), ...updated];
}

function afterVerbs(before: FieldValue, verbs: unknown): unknown {
  if (!Array.isArray(verbs)) return before;
  return verbs.reduce((value: unknown, verb: Body) => {
    if ('set' in verb) return verb['set'];
    const list = Array.isArray(value) ? (value as unknown[]) : [];
    if ('add' in verb) return [...list, verb['add']];
    if ('remove' in verb) return list.filter((one) => one !== verb['remove']);
    return value;
  }, before);
}
