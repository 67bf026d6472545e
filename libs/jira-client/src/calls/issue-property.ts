import type { Caller } from '../caller.ts';
import type { JiraCallOptions, JiraWriteOptions } from '../jira-client-options.ts';
import { propertySchema } from '../schemas/property.ts';
import { segment } from '../segment.ts';

const TEMPLATE = '/issue/{id}/properties/{key}';

/** Writes an issue property, replacing its whole value. */
export async function setIssueProperty(
  caller: Caller,
  set: { readonly issueId: string; readonly key: string; readonly value: unknown },
  options: JiraWriteOptions,
): Promise<void> {
  const call = { operation: 'set issue property', method: 'PUT', template: TEMPLATE } as const;
  const path = `/issue/${segment(set.issueId)}/properties/${segment(set.key)}`;
  await caller.call<void>({ ...call, path, body: set.value, issueId: set.issueId }, options);
}

/** Reads an issue property. `not-found` when the issue or the property is missing. */
export async function issueProperty(
  caller: Caller,
  { issueId, key }: { readonly issueId: string; readonly key: string },
  options: JiraCallOptions,
): Promise<unknown> {
  const call = { operation: 'read issue property', method: 'GET', template: TEMPLATE } as const;
  const path = `/issue/${segment(issueId)}/properties/${segment(key)}`;
  return (await caller.call({ ...call, path, schema: propertySchema }, options)).value;
}
