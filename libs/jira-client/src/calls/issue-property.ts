import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions, JiraWriteOptions } from '../api/jira-client-options.ts';
import { issuePropertiesSchema } from '../schemas/issue/property.ts';
import { requireSameIssue } from './same-issue.ts';
import { segment } from './segment.ts';

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

/** Reads the named properties of an issue; those that do not exist are left out. */
export async function issueProperties(
  caller: Caller,
  { issueId, keys }: { readonly issueId: string; readonly keys: readonly string[] },
  options: JiraCallOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const call = { operation: 'read issue properties', method: 'GET', template: '/issue/{id}' } as const;
  const path = `/issue/${segment(issueId)}`;
  const query = { fields: 'status', properties: keys.join(',') };
  const { value } = await caller.call({ ...call, path, query, schema: issuePropertiesSchema }, options);
  requireSameIssue(issueId, value.id, call.operation);
  return value.properties;
}
