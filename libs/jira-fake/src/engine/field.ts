/** A choice of a select field, a priority or a resolution. */
export interface FieldOption {
  readonly id: string;
  readonly name: string;
}

/** What kind of value a field takes. `textarea` is rich text; `text` is one line; `users` holds several accounts. */
export type FieldKind =
  | 'text'
  | 'textarea'
  | 'labels'
  | 'option'
  | 'priority'
  | 'resolution'
  | 'user'
  | 'users'
  | 'date'
  | 'number';

/** A field of the site, system or custom (`customfield_N`). */
export interface JiraField {
  readonly id: string;
  readonly name: string;
  readonly kind: FieldKind;
  readonly options?: readonly FieldOption[];
}

/** Fields that every site has. `project` and `issuetype` are handled apart: they decide the screen. */
export const SYSTEM_FIELDS: readonly JiraField[] = [
  { id: 'summary', name: 'Summary', kind: 'text' },
  { id: 'description', name: 'Description', kind: 'textarea' },
  { id: 'environment', name: 'Environment', kind: 'textarea' },
  { id: 'labels', name: 'Labels', kind: 'labels' },
  {
    id: 'priority',
    name: 'Priority',
    kind: 'priority',
    options: ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((name, index) => ({
      id: String(index + 1),
      name,
    })),
  },
  {
    id: 'resolution',
    name: 'Resolution',
    kind: 'resolution',
    options: ['Done', "Won't Do", 'Duplicate', 'Cannot Reproduce', 'Declined'].map((name, index) => ({
      id: String(10000 + index),
      name,
    })),
  },
  { id: 'assignee', name: 'Assignee', kind: 'user' },
  { id: 'reporter', name: 'Reporter', kind: 'user' },
  { id: 'duedate', name: 'Due date', kind: 'date' },
];

/** Whether values of the field are rich text (ADF in v3, wiki markup in v2). */
export function isRichText(field: JiraField): boolean {
  return field.kind === 'textarea';
}
