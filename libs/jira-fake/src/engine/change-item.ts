import { asPlain, type RichText } from '../text/rich-text.ts';
import type { JiraField } from './field.ts';
import { optionOf } from './field-input.ts';
import type { ChangeItem, FieldValue } from './issue.ts';
import type { JiraSite } from './site.ts';

interface FieldChange {
  readonly field: JiraField;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

/** The history item for a changed field, or nothing where the value is the same. */
export function fieldItem(site: JiraSite, change: FieldChange): readonly ChangeItem[] {
  const { field, from, to } = change;
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const byId = field.options !== undefined || field.kind === 'user';
  return [
    {
      field: field.id.startsWith('customfield_') ? field.name : field.id,
      fieldId: field.id,
      custom: field.id.startsWith('customfield_'),
      from: byId ? (from as string | undefined) : undefined,
      fromString: shown(site, field, from),
      to: byId ? (to as string | undefined) : undefined,
      toText: shown(site, field, to),
    },
  ];
}

/** The history item for a moved card. */
export function statusItem(site: JiraSite, from: string | undefined, to: string): ChangeItem {
  return {
    field: 'status',
    fieldId: 'status',
    custom: false,
    from,
    fromString: from === undefined ? undefined : site.status(from).name,
    to,
    toText: site.status(to).name,
  };
}

function shown(site: JiraSite, field: JiraField, value: FieldValue): string | undefined {
  if (value === undefined) return undefined;
  if (field.kind === 'user') return displayName(site, value);
  if (field.options !== undefined) return optionOf(field, value)?.name;
  if (field.kind === 'users')
    return (value as readonly string[]).map((id) => displayName(site, id)).join(', ');
  if (Array.isArray(value)) return value.join(' ');
  if (field.kind === 'textarea') return asPlain(value as RichText);
  return typeof value === 'number' ? String(value) : (value as string);
}

function displayName(site: JiraSite, id: FieldValue): string | undefined {
  return site.users.find((user) => user.id === id)?.displayName;
}
