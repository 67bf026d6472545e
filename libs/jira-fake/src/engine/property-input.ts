import type { Json } from './issue.ts';
import { JiraRefusal } from './refusal.ts';

/** Refuses keys and values beyond Jira's limits (255 and 32 768 characters). */
export function checkProperty(key: string, value: unknown): Json {
  if (key === '' || key.length > 255) {
    throw new JiraRefusal('invalid', 'The property key must be between 1 and 255 characters long.');
  }
  if (value === undefined || JSON.stringify(value).length > 32_768) {
    throw new JiraRefusal(
      'invalid',
      'The property value must be a non-empty JSON of at most 32768 characters.',
    );
  }
  return value as Json;
}

/** Reads the list form that create, edit, transition and comment bodies use. */
export function readProperties(sent: unknown): Readonly<Record<string, Json>> {
  if (sent === undefined) return {};
  if (!Array.isArray(sent))
    throw new JiraRefusal('invalid', 'The properties must be a list of key and value.');
  const pairs = sent.map((one: { key?: unknown; value?: unknown }) => {
    const key = typeof one.key === 'string' ? one.key : '';
    return [key, checkProperty(key, one.value)] as const;
  });
  return Object.fromEntries(pairs);
}
