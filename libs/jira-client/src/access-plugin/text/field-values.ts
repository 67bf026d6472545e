import type { JiraDeployment } from '../../api/jira-client-options.ts';
import { richTextBody } from '../../text/rich-text-body.ts';
import { plainText } from '../../text/rich-text.ts';
import type { JiraField } from '../../schemas/field.ts';
import { fitLine, fitText } from './fit-text.ts';
import { fillLine, parseLine, type LineFilling } from './template.ts';

/** A field of a screen by its id, or by its name in any case. */
export function findField(fields: readonly JiraField[], idOrName: string): JiraField | undefined {
  const wanted = idOrName.toLowerCase();
  return (
    fields.find(({ id }) => id.toLowerCase() === wanted) ??
    fields.find(({ name }) => name.toLowerCase() === wanted)
  );
}

/** The configured values of those fields that the screen has, by field id, in Jira's own form. */
export function fieldValues(
  configured: Readonly<Record<string, unknown>>,
  screen: readonly JiraField[],
  fill: { readonly filling: LineFilling | undefined; readonly deployment: JiraDeployment },
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [idOrName, value] of Object.entries(configured)) {
    const field = findField(screen, idOrName);
    if (field !== undefined)
      values[field.id] = toWire(fillValue(value, fill.filling), field, fill.deployment);
  }
  return values;
}

/** A text in the form that the field takes; anything else is in Jira's own form already. */
function toWire(value: unknown, field: JiraField, deployment: JiraDeployment): unknown {
  if (field.type === 'array') {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    return entries.map((entry) => textToWire(entry, field.items ?? 'string', deployment));
  }
  if (typeof value === 'string' && isRichText(field)) {
    return richTextBody(plainText(fitText(value, 5000)), deployment);
  }
  return textToWire(value, field.type, deployment);
}

function isRichText({ id, custom }: JiraField): boolean {
  return id === 'environment' || custom?.endsWith(':textarea') === true;
}

/** Choices are made by name, people by account id (Cloud) or user name (Data Center), a line has 255 characters. */
function textToWire(value: unknown, type: string, deployment: JiraDeployment): unknown {
  if (typeof value !== 'string') return value;
  switch (type) {
    case 'option':
      return { value };
    case 'priority':
    case 'resolution':
    case 'component':
    case 'version':
    case 'group':
      return { name: value };
    case 'user':
      return deployment === 'cloud' ? { accountId: value } : { name: value };
    case 'string':
      return fitLine(value, 255);
    default:
      return value;
  }
}

/** Throws `refused` for a placeholder that does not exist, however deep it stands. */
export function checkPlaceholders(value: unknown): void {
  if (typeof value === 'string') parseLine(value);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(checkPlaceholders);
}

/** Fills placeholders in every text of a field's value, however deep it stands. Without a filling, the value as it is. */
export function fillValue(value: unknown, filling: LineFilling | undefined): unknown {
  if (filling === undefined) return value;
  if (typeof value === 'string') return fillLine(parseLine(value), filling);
  if (Array.isArray(value)) return value.map((entry) => fillValue(entry, filling));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fillValue(entry, filling)]));
}
