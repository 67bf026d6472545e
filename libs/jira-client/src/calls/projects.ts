import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions } from '../api/jira-client-options.ts';
import { createFieldsSchema, createTypesSchema, type OffsetPage } from '../schemas/create-meta.ts';
import type { JiraField } from '../schemas/field.ts';
import { projectSchema, type JiraIssueType, type JiraProject } from '../schemas/project.ts';
import { projectStatusesSchema, type JiraTypeStatuses } from '../schemas/status.ts';
import { createListing } from './listing.ts';
import { segment } from './segment.ts';

/** A project by id or key. */
export async function project(
  caller: Caller,
  idOrKey: string,
  options: JiraCallOptions,
): Promise<JiraProject> {
  const call = { operation: 'read project', method: 'GET', template: '/project/{id}' } as const;
  const path = `/project/${segment(idOrKey)}`;
  return (await caller.call({ ...call, path, schema: projectSchema }, options)).value;
}

/** The statuses that the issues of a project can have, for each issue type. */
export async function projectStatuses(
  caller: Caller,
  idOrKey: string,
  options: JiraCallOptions,
): Promise<readonly JiraTypeStatuses[]> {
  const call = {
    operation: 'read statuses of project',
    method: 'GET',
    template: '/project/{id}/statuses',
  } as const;
  const path = `/project/${segment(idOrKey)}/statuses`;
  return (await caller.call({ ...call, path, schema: projectStatusesSchema }, options)).value;
}

/** The issue types that the account may create in a project. */
export function createIssueTypes(
  caller: Caller,
  project: string,
  options: JiraCallOptions,
): Promise<readonly JiraIssueType[]> {
  const template = '/issue/createmeta/{project}/issuetypes';
  const path = `/issue/createmeta/${segment(project)}/issuetypes`;
  return allPages('read issue types', async (startAt) => {
    const call = { operation: 'read issue types', method: 'GET', path, template } as const;
    const query = { startAt, maxResults: 100 };
    return (await caller.call({ ...call, query, schema: createTypesSchema }, options)).value;
  });
}

/** The fields of a project's create screen for one issue type. */
export function createFields(
  caller: Caller,
  of: { readonly project: string; readonly issueTypeId: string },
  options: JiraCallOptions,
): Promise<readonly JiraField[]> {
  const template = '/issue/createmeta/{project}/issuetypes/{type}';
  const path = `/issue/createmeta/${segment(of.project)}/issuetypes/${segment(of.issueTypeId)}`;
  return allPages('read fields of create screen', async (startAt) => {
    const call = { operation: 'read fields of create screen', method: 'GET', path, template } as const;
    const query = { startAt, maxResults: 100 };
    return (await caller.call({ ...call, query, schema: createFieldsSchema }, options)).value;
  });
}

/** Reads on until a page is empty, or the total is reached where one is given. */
async function allPages<T extends { readonly id: string }>(
  operation: string,
  read: (startAt: number) => Promise<OffsetPage<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  const listing = createListing(operation);
  for (;;) {
    const page = await read(all.length);
    listing.arrived({ asked: all.length, answered: page.startAt, ids: page.items.map(({ id }) => id) });
    all.push(...page.items);
    if (page.items.length === 0 || all.length >= (page.total ?? 0)) return all;
  }
}
