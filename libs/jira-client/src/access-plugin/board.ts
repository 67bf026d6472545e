import { AccessPluginError } from '@org/access-plugin-core';
import type { JiraClient } from '../jira-client.ts';
import type { JiraCallOptions, JiraDeployment } from '../jira-client-options.ts';
import { JiraError } from '../jira-error.ts';
import type { JiraField } from '../schemas/field.ts';
import type { JiraIssueType } from '../schemas/project.ts';
import type { JiraUser } from '../schemas/user.ts';
import { checkPlaceholders, findField } from './field-values.ts';
import type { JiraTrackerSettings } from './jira-tracker-settings.ts';
import { createStatusMeanings, type NamedStatus, type StatusMeanings } from './status-meaning.ts';

/** What is known of the project that holds the tickets. */
export interface Board {
  readonly self: JiraUser;
  readonly deployment: JiraDeployment;
  readonly projectId: string;
  readonly typeId: string;
  /** The create screen; empty where the account may not see it. */
  readonly createScreen: readonly JiraField[];
  /** What statuses mean; reads the project's list again when one of these is not in it. */
  meanings(statuses: readonly NamedStatus[], options: JiraCallOptions): Promise<StatusMeanings>;
}

/**
 * Reads everything about the project that does not change from ticket to ticket.
 *
 * Throws `refused` with every missing thing named when the issue type, a configured field or a
 * required field is missing.
 */
export async function readBoard(
  client: JiraClient,
  settings: JiraTrackerSettings,
  options: JiraCallOptions,
): Promise<Board> {
  checkPlaceholders(settings.fields ?? {});
  const deployment = await client.deployment(options);
  // Alone and first: several tries with a wrong password at once would lock a Data Center account.
  const self = await client.myself(options);
  const project = await client.project(settings.project, options);
  const type = chooseType(project.issueTypes, settings);
  const [createScreen, meanings] = await Promise.all([
    readCreateScreen(client, { project: settings.project, issueTypeId: type.id }, options),
    createMeaningSource(client, settings, { typeId: type.id, options }),
  ]);
  checkFields(createScreen, settings);
  return { self, deployment, projectId: project.id, typeId: type.id, createScreen, meanings };
}

function chooseType(
  types: readonly JiraIssueType[],
  { project, issueType }: JiraTrackerSettings,
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

const GIVEN = new Set(['project', 'issuetype', 'summary', 'description']);

function checkFields(screen: readonly JiraField[], settings: JiraTrackerSettings): void {
  if (screen.length === 0) return;
  const configured = Object.keys(settings.fields ?? {});
  const unknown = configured.filter((name) => findField(screen, name) === undefined);
  const given = new Set(configured.map((name) => findField(screen, name)?.id));
  const missing = screen.filter(
    ({ id, required, hasDefault }) => required && !hasDefault && !GIVEN.has(id) && !given.has(id),
  );
  const problems = [
    ...unknown.map((name) => `the create screen has no field "${name}"`),
    ...missing.map(({ id, name }) => `field "${name}" (${id}) is required and has no value`),
  ];
  if (problems.length === 0) return;
  throw new AccessPluginError(
    'refused',
    `Jira: tickets cannot be created in ${settings.project}: ${problems.join('; ')}. Put them into [jira.fields] or change the screen.`,
  );
}

/** How soon an unknown status is worth another look at the project's list. */
const READ_AGAIN_MS = 60_000;

async function createMeaningSource(
  client: JiraClient,
  settings: JiraTrackerSettings,
  { typeId, options: first }: { readonly typeId: string; readonly options: JiraCallOptions },
): Promise<Board['meanings']> {
  const now = settings.now ?? (() => Date.now());
  const read = async (options: JiraCallOptions) => {
    const types = await client.projectStatuses(settings.project, options);
    const own = types.filter(({ issueTypeId }) => issueTypeId === typeId);
    return createStatusMeanings(
      settings.statuses,
      (own.length > 0 ? own : types).flatMap(({ statuses }) => statuses),
    );
  };
  let meanings = await read(first);
  let readAt = now();
  return async (statuses, options) => {
    const fresh = now() - readAt < READ_AGAIN_MS;
    if (fresh || statuses.every((status) => meanings.knows(status))) return meanings;
    readAt = now();
    meanings = await read(options);
    return meanings;
  };
}
