import { AccessPluginError } from '@org/access-plugin-core';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraField } from '../../schemas/field.ts';
import type { JiraIssueType } from '../../schemas/project.ts';
import { findField } from '../text/field-values.ts';

/** What is known of a project and issue type that tickets are made of. */
export interface Board {
  /** The project's key. */
  readonly project: string;
  readonly projectId: string;
  /** Whether customers read its comments unless they are internal. */
  readonly service: boolean;
  readonly typeId: string;
  /** The create screen; empty where the account may not see it. */
  readonly createScreen: readonly JiraField[];
}

/** Reads a project and its create screen. Throws `refused` when it lacks the issue type. */
export async function readBoard(
  client: JiraClient,
  { project: key, issueType }: { readonly project: string; readonly issueType: string },
  options: JiraCallOptions,
): Promise<Board> {
  const project = await client.project(key, options);
  const type = chooseType(project.issueTypes, { project: key, issueType });
  const createScreen = await readCreateScreen(client, { project: key, issueTypeId: type.id }, options);
  const { id: projectId, service } = project;
  return { project: key, projectId, service, typeId: type.id, createScreen };
}

function chooseType(
  types: readonly JiraIssueType[],
  { project, issueType }: { readonly project: string; readonly issueType: string },
): JiraIssueType {
  const wanted = issueType.toLowerCase();
  const type = types.find(({ id, name }) => id === issueType || name.toLowerCase() === wanted);
  if (type !== undefined) return type;
  const names = types.map(({ name }) => `"${name}"`).join(', ');
  throw new AccessPluginError(
    'refused',
    `Jira: project ${project} has no issue type "${issueType}". Choose one of ${names}.`,
  );
}

/** Who may create may see the screen; where Jira says otherwise, creating will tell what is missing. */
async function readCreateScreen(
  client: JiraClient,
  of: { readonly project: string; readonly issueTypeId: string },
  options: JiraCallOptions,
): Promise<readonly JiraField[]> {
  try {
    return await client.createFields(of, options);
  } catch (error) {
    const hidden = error instanceof JiraError && /^(not-found|forbidden|rejected)$/.test(error.code);
    if (hidden) return [];
    throw error;
  }
}

/** Whether the create screen is known and has no description. Jira refuses one then. */
export function lacksDescription({ createScreen }: Board): boolean {
  return createScreen.length > 0 && findField(createScreen, 'description') === undefined;
}

const GIVEN = new Set(['project', 'issuetype', 'summary', 'description']);

/** What keeps a ticket with these fields from being made: fields that the screen lacks, and required ones without a value. */
export function fieldProblems(
  { createScreen: screen }: Board,
  fields: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (screen.length === 0) return [];
  const configured = Object.keys(fields);
  const unknown = configured.filter((name) => findField(screen, name) === undefined);
  const given = new Set(configured.map((name) => findField(screen, name)?.id));
  const missing = screen.filter(
    ({ id, required, hasDefault }) => required && !hasDefault && !GIVEN.has(id) && !given.has(id),
  );
  return [
    ...unknown.map((name) => `the create screen has no field "${name}"`),
    ...missing.map(({ id, name }) => `field "${name}" (${id}) is required and has no value`),
  ];
}
