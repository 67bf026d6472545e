import type { FieldKind, FieldOption, JiraField } from '../../engine/field.ts';
import { optionOf } from '../../engine/field-input.ts';
import type { FieldValue } from '../../engine/issue.ts';
import { asAdf, asWiki, type RichText } from '../../text/rich-text.ts';
import { selfUrl, type View } from '../view.ts';
import { renderAccount } from './user.ts';

const CUSTOM_TYPES: Readonly<Partial<Record<FieldKind, string>>> = {
  text: 'textfield',
  textarea: 'textarea',
  labels: 'labels',
  option: 'select',
  user: 'userpicker',
  users: 'multiuserpicker',
  date: 'datepicker',
  number: 'float',
};

const SCHEMA_TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'string',
  textarea: 'string',
  labels: 'array',
  option: 'option',
  priority: 'priority',
  resolution: 'resolution',
  user: 'user',
  users: 'array',
  date: 'date',
  number: 'number',
};

const ITEM_TYPES: Readonly<Partial<Record<FieldKind, string>>> = { labels: 'string', users: 'user' };

/** A stored value as a reader of the called version sees it; `null` where nothing is set. */
export function renderField(call: View, field: JiraField, value: FieldValue): unknown {
  if (value === undefined) return field.kind === 'labels' ? [] : null;
  const option = optionOf(field, value);
  if (option !== undefined) return renderOption(call, field, option);
  if (field.kind === 'user') return renderAccount(call, value as string);
  if (field.kind === 'users') return (value as readonly string[]).map((id) => renderAccount(call, id));
  if (field.kind === 'textarea') return renderRichText(call, value as RichText);
  return value;
}

/** Rich text: an Atlassian document in v3, wiki markup in v2. */
export function renderRichText(call: Pick<View, 'version'>, text: RichText): unknown {
  return call.version === 3 ? asAdf(text) : asWiki(text);
}

/** What createmeta, editmeta and transition screens say about a field. */
export function renderFieldMeta(call: View, field: JiraField, required: boolean): Record<string, unknown> {
  return {
    required,
    schema: fieldSchema(field),
    name: field.name,
    key: field.id,
    ...(call.site.deployment === 'cloud' ? {} : { fieldId: field.id }),
    hasDefaultValue: field.kind === 'priority',
    operations: ITEM_TYPES[field.kind] !== undefined ? ['add', 'set', 'remove'] : ['set'],
    ...(field.options === undefined
      ? {}
      : { allowedValues: field.options.map((option) => renderOption(call, field, option)) }),
  };
}

/** Every choice of a system field such as `priority`. */
export function renderOptions(call: View, fieldId: string): readonly Record<string, unknown>[] {
  const field = call.site.field(fieldId);
  return field === undefined ? [] : (field.options ?? []).map((option) => renderOption(call, field, option));
}

/** The type of a field's values. */
export function fieldSchema(field: JiraField): Record<string, unknown> {
  const items = ITEM_TYPES[field.kind];
  const base = { type: SCHEMA_TYPES[field.kind], ...(items === undefined ? {} : { items }) };
  const customId = /^customfield_(\d+)$/.exec(field.id)?.[1];
  if (customId === undefined) return { ...base, system: field.id };
  const type = CUSTOM_TYPES[field.kind] ?? 'textfield';
  return {
    ...base,
    custom: `com.atlassian.jira.plugin.system.customfieldtypes:${type}`,
    customId: Number(customId),
  };
}

function renderOption(call: View, field: JiraField, option: FieldOption): Record<string, unknown> {
  if (field.kind === 'option') {
    return { self: selfUrl(call, `customFieldOption/${option.id}`), value: option.name, id: option.id };
  }
  const icon =
    field.kind === 'priority'
      ? { iconUrl: `${call.baseUrl}/images/icons/priority.svg` }
      : { description: '' };
  return { self: selfUrl(call, `${field.kind}/${option.id}`), ...icon, name: option.name, id: option.id };
}
