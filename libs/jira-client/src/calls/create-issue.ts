import type { Caller } from '../wire/caller.ts';
import type { JiraDeployment, JiraWriteOptions } from '../api/jira-client-options.ts';
import type { RichText } from '../text/rich-text.ts';
import { createdIssueSchema, type JiraCreatedIssue } from '../schemas/issue/created-issue.ts';
import { richTextBody } from '../text/rich-text-body.ts';

/** What a new issue holds. */
export interface NewIssue {
  /** Project id or key. */
  readonly project: { readonly id: string } | { readonly key: string };
  readonly issueType: { readonly id: string } | { readonly name: string };
  /** At most 255 characters, without a line feed. */
  readonly summary: string;
  readonly description?: RichText | undefined;
  /** Further fields by id, in Jira's own form. They cannot replace the ones above. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  /** Issue properties by key, written together with the issue. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Creates an issue. Jira knows no idempotency key, so it is sent once: after an error with outcome
 * `unknown`, look for the issue before creating another one.
 */
export async function createIssue(
  caller: Caller,
  { issue, deployment }: { readonly issue: NewIssue; readonly deployment: JiraDeployment },
  options: JiraWriteOptions,
): Promise<JiraCreatedIssue> {
  const call = { operation: 'create issue', method: 'POST', path: '/issue', template: '/issue' } as const;
  const body = {
    fields: {
      ...issue.fields,
      project: issue.project,
      issuetype: issue.issueType,
      summary: issue.summary,
      ...(issue.description === undefined
        ? {}
        : { description: richTextBody(issue.description, deployment) }),
    },
    ...propertiesPart(issue.properties),
  };
  return (await caller.call({ ...call, body, schema: createdIssueSchema }, options)).value;
}

function propertiesPart(properties: NewIssue['properties']) {
  if (properties === undefined) return {};
  return { properties: Object.entries(properties).map(([key, value]) => ({ key, value })) };
}
