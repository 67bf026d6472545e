import { asPlain, type RichText } from '../text/rich-text.ts';
import { isAdf } from '../text/adf.ts';
import { isRichText, type FieldOption, type JiraField } from './field.ts';
import type { FieldValue } from './issue.ts';
import type { JiraSite } from './site.ts';

/** The version of the REST API that a value came through; only rich text differs. */
export type ApiVersion = 2 | 3;

/** A value that was taken, or the text that refuses it. */
export type FieldInput =
  { readonly ok: true; readonly value: FieldValue } | { readonly ok: false; readonly text: string };

const TEXT_LIMIT = 32_767;
const LINE_LIMIT = 255;

interface FieldReading {
  readonly site: JiraSite;
  readonly field: JiraField;
  readonly version: ApiVersion;
}

/** Reads what a client sent for a field. `undefined` and `null` clear it. */
export function readField(reading: FieldReading, sent: unknown): FieldInput {
  if (sent === undefined || sent === null) return taken(undefined);
  const { field, site, version } = reading;
  if (isRichText(field)) return readRichText(sent, version);
  switch (field.kind) {
    case 'text':
      return readLine(field, sent);
    case 'labels':
      return readLabels(sent);
    case 'option':
    case 'priority':
    case 'resolution':
      return readOption(field, sent);
    case 'user':
      return readUser(site, sent);
    case 'users':
      return readUsers(site, sent);
    case 'number':
      return typeof sent === 'number' ? taken(sent) : refused('Operation value must be a number');
    case 'date':
      return readDate(field, sent);
    case 'textarea':
      return readRichText(sent, version);
  }
}

/** Reads rich text: an Atlassian document in v3, a string in v2, within Jira's limit. */
export function readRichText(sent: unknown, version: ApiVersion): FieldInput & { readonly value?: RichText } {
  if (version === 3 && !isAdf(sent)) {
    return refused('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
  }
  if (version === 2 && typeof sent !== 'string') return refused('Operation value must be a string');
  const text = sent as RichText;
  if ((typeof text === 'string' ? text : asPlain(text)).length > TEXT_LIMIT) {
    return refused('The entered text is too long. It exceeds the allowed limit of 32,767 characters.');
  }
  return { ok: true, value: text };
}

function readLine(field: JiraField, sent: unknown): FieldInput {
  if (typeof sent !== 'string') return refused('Operation value must be a string');
  const name = field.id === 'summary' ? 'summary' : field.name;
  if (/[\n\r]/.test(sent)) return refused(`The ${name} is invalid because it contains newline characters.`);
  if (sent.length > LINE_LIMIT) return refused(`${field.name} must be less than 255 characters.`);
  return taken(sent.trim() === '' ? undefined : sent);
}

function readLabels(sent: unknown): FieldInput {
  if (!Array.isArray(sent) || !sent.every((label) => typeof label === 'string')) {
    return refused('data was not an array');
  }
  const spaced = sent.find((label) => /\s/.test(label));
  if (spaced !== undefined) return refused(`The label '${spaced}' contains spaces which is invalid.`);
  const long = sent.find((label) => label.length > LINE_LIMIT);
  if (long !== undefined) return refused(`The label '${long}' exceeds the maximum length of 255 characters.`);
  return taken([...new Set(sent)]);
}

function readOption(field: JiraField, sent: unknown): FieldInput {
  const { id, name, value } = sent as { id?: string; name?: string; value?: string };
  const wanted = name ?? value;
  const option = field.options?.find((one) => one.id === String(id) || one.name === wanted);
  if (option !== undefined) return taken(option.id);
  if (field.kind !== 'option' && wanted !== undefined) {
    return refused(`${field.name} name '${String(wanted)}' is not valid`);
  }
  return refused(`Option id '${String(id ?? wanted)}' is not valid`);
}

function readUser(site: JiraSite, sent: unknown): FieldInput {
  const { accountId, id, name, key } = sent as Record<string, unknown>;
  const wanted = site.deployment === 'cloud' ? (accountId ?? id) : (name ?? key);
  const user =
    typeof wanted === 'string' ? site.users.find((one) => [one.id, one.name].includes(wanted)) : undefined;
  return user === undefined ? refused(`User '${String(wanted)}' does not exist.`) : taken(user.id);
}

function readUsers(site: JiraSite, sent: unknown): FieldInput {
  if (!Array.isArray(sent)) return refused('data was not an array');
  const ids: string[] = [];
  for (const one of sent) {
    const read = readUser(site, one);
    if (!read.ok) return read;
    ids.push(read.value as string);
  }
  return taken(ids.length === 0 ? undefined : [...new Set(ids)]);
}

function readDate(field: JiraField, sent: unknown): FieldInput {
  if (typeof sent === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(sent)) return taken(sent);
  return refused(`Error parsing date string: ${JSON.stringify(sent)} for ${field.name}`);
}

/** The option that a stored id stands for. */
export function optionOf(field: JiraField, id: FieldValue): FieldOption | undefined {
  return field.options?.find((option) => option.id === id);
}

function taken(value: FieldValue): FieldInput {
  return { ok: true, value };
}

function refused(text: string): { readonly ok: false; readonly text: string } {
  return { ok: false, text };
}
