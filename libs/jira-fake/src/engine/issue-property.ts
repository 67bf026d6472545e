import type { Writer } from './create-issue.ts';
import type { JiraIssue } from './issue.ts';
import { holds } from './permission.ts';
import { checkProperty } from './property-input.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraUser } from './user.ts';

/** Sets a property; tells whether it was new (201) or replaced (200). Leaves no trace in the history. */
export function setProperty(
  writer: Writer,
  issue: JiraIssue,
  { key, value }: { readonly key: string; readonly value: unknown },
): 'created' | 'replaced' {
  const actor = editor(writer, issue);
  const checked = checkProperty(key, value);
  const result = Object.hasOwn(issue.properties, key) ? 'replaced' : 'created';
  const after = writer.site.putIssue({ ...issue, properties: { ...issue.properties, [key]: checked } });
  writer.site.emit({ kind: 'property-set', at: writer.site.now(), actor, issue: after, propertyKey: key });
  return result;
}

/** Removes a property. */
export function deleteProperty(writer: Writer, issue: JiraIssue, key: string): void {
  const actor = editor(writer, issue);
  if (!Object.hasOwn(issue.properties, key)) throw noProperty(key);
  const properties = Object.fromEntries(Object.entries(issue.properties).filter(([name]) => name !== key));
  const after = writer.site.putIssue({ ...issue, properties });
  writer.site.emit({
    kind: 'property-deleted',
    at: writer.site.now(),
    actor,
    issue: after,
    propertyKey: key,
  });
}

/** The 404 for a property that is not set. */
export function noProperty(key: string): JiraRefusal {
  return new JiraRefusal('not-found', `The property with key '${key}' does not exist.`);
}

function editor({ site, actor }: Writer, issue: JiraIssue): JiraUser {
  if (actor === undefined) throw new JiraRefusal('unauthenticated', 'You are not authenticated.');
  if (holds(actor, 'EDIT_ISSUES', site.projectOf(issue))) return actor;
  throw new JiraRefusal('forbidden', `You do not have permission to edit issue ${issue.key}.`);
}
