import { z } from 'zod';
import { isTable, type Kind, printableKey, type Reading, readOpenTable, tomlKey } from '@org/plugin-host';
import { EXPECTED_TEMPLATE, templateFault } from '../template-fault.ts';
import { MEANINGS, type Meaning } from './jira-statuses.ts';

/** A field's value: a text (which may be a template), or what Jira's REST interface takes for that field. */
export type FieldValue =
  string | number | boolean | readonly FieldValue[] | { readonly [key: string]: FieldValue };

export type FieldValues = ReadonlyMap<string, FieldValue>;

export interface JiraFields {
  /** Filled in when a ticket is made, by field name or id. */
  readonly fields: FieldValues;
  /** Filled in on a move's screen where it asks for the field, by the meaning of the status moved to. */
  readonly transitionFields: Readonly<Record<Meaning, FieldValues>>;
}

export const fieldValue: z.ZodType<FieldValue> = z.lazy(() =>
  z.union([
    z.string().max(32_767),
    z.number(),
    z.boolean(),
    z.array(fieldValue),
    z.record(z.string(), fieldValue),
  ]),
);

const field: Kind<FieldValue> = {
  schema: fieldValue,
  expected: "a field's value: text, a number, true or false, a list, or a table",
};

export const fieldEntry = { kind: field, example: { value: 'Security' } } as const;

/** Reads `[jira.fields]`, `[jira.transition_fields]` and the latter's tables per meaning. */
export function readJiraFields(reading: Reading): JiraFields {
  const everywhere = readOpenTable(reading, 'jira.transition_fields', fieldEntry);
  const forAll = [...everywhere].filter(([key, value]) => !isMeaning(key) || !isTable(value));
  const merged = (meaning: Meaning): FieldValues =>
    new Map([...forAll, ...ownFields(everywhere.get(meaning))]);
  return {
    fields: readFields(reading),
    transitionFields: {
      pending: merged('pending'),
      approved: merged('approved'),
      denied: merged('denied'),
      expired: merged('expired'),
    },
  };
}

function readFields(reading: Reading): FieldValues {
  const fields = readOpenTable(reading, 'jira.fields', fieldEntry);
  for (const [name, value] of fields) noteTemplateFault(reading, `jira.fields.${name}`, value);
  return fields;
}

/** Notes the first placeholder in a field's texts that does not exist. */
export function noteTemplateFault({ findings }: Reading, key: string, value: FieldValue): void {
  const problem = textsIn(value)
    .map((one) => templateFault(one))
    .find((fault) => fault !== undefined);
  if (problem === undefined) return;
  const example = `${tomlKey('Asked by')} = "{{user}}"`;
  findings.faults.push({ key: printableKey(key), problem, expected: EXPECTED_TEMPLATE, example });
}

function textsIn(value: FieldValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

function ownFields(value: FieldValue | undefined): readonly (readonly [string, FieldValue])[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value);
}

function isMeaning(key: string): boolean {
  return MEANINGS.some((meaning) => meaning === key);
}
