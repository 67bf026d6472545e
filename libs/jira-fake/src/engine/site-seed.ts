import { SYSTEM_FIELDS, type JiraField } from './field.ts';
import type { JiraProject } from './project.ts';
import type { JiraStatus } from './status.ts';
import type { JiraUser } from './user.ts';
import { simplifiedWorkflow } from './workflow.ts';

/** What a site starts with. */
export interface SiteSeed {
  readonly users: readonly JiraUser[];
  readonly statuses: readonly JiraStatus[];
  readonly fields: readonly JiraField[];
  readonly projects: readonly JiraProject[];
}

const STATUSES: readonly JiraStatus[] = [
  { id: '10001', name: 'Pending', category: 'new' },
  { id: '10002', name: 'Approved', category: 'done' },
  { id: '10003', name: 'Denied', category: 'done' },
  { id: '10004', name: 'Expired', category: 'done' },
];

/**
 * The site that the mock shows: one company-managed project with the columns Pending, Approved, Denied, Expired, each
 * reachable from each, and the accounts `plugin` (e-mail plugin@example.com, API token and PAT `plugin-token`), `ann`
 * (administrator), `ben`, `mallory` and the app account `automation`. Every person may move cards; everyone's token is
 * `<name>-token`. `projectKey` defaults to TAR.
 */
export function defaultSeed(projectKey = 'TAR'): SiteSeed {
  return {
    users: [
      account('plugin', 'Teleport Plugin'),
      { ...account('ann', 'Ann Approver'), emailVisible: true, administrator: true },
      account('ben', 'Ben Reviewer'),
      account('mallory', 'Mallory Mover'),
      { ...account('automation', 'Automation for Jira'), accountType: 'app' },
    ],
    statuses: STATUSES,
    fields: SYSTEM_FIELDS,
    projects: [
      {
        id: '10000',
        key: projectKey,
        name: 'Teleport Access Requests',
        style: 'classic',
        leadId: accountId('ann'),
        issueTypes: [{ id: '10001', name: 'Task' }],
        workflow: simplifiedWorkflow(STATUSES),
        createScreen: [
          { fieldId: 'summary', required: true },
          ...['description', 'labels', 'priority', 'assignee', 'reporter', 'duedate'].map((fieldId) => ({
            fieldId,
            required: false,
          })),
        ],
      },
    ],
  };
}

/**
 * The default site with a team-managed project instead: it owns its statuses, and a second project (`<key>B`) has
 * statuses of the same names and other ids, so that a look-up by name alone finds the wrong ones.
 */
export function teamManagedSeed(projectKey = 'TAR'): SiteSeed {
  const seed = defaultSeed(projectKey);
  const [project] = seed.projects;
  if (project === undefined) return seed;
  const other = ownStatuses('10100', '101');
  const own = ownStatuses('10200', '102');
  const teamManaged = (id: string, key: string, statuses: readonly JiraStatus[]): JiraProject => ({
    ...project,
    id,
    key,
    style: 'next-gen',
    workflow: simplifiedWorkflow(statuses),
  });
  return {
    ...seed,
    statuses: [...other, ...own],
    projects: [teamManaged('10200', projectKey, own), teamManaged('10100', `${projectKey}B`, other)],
  };
}

function ownStatuses(projectId: string, prefix: string): readonly JiraStatus[] {
  return STATUSES.map((status, index) => ({ ...status, id: `${prefix}0${index + 1}`, projectId }));
}

/** The account id that the default seed gives to a name: it looks like Cloud's, and is stable. */
export function accountId(name: string): string {
  return `5b${Buffer.from(name).toString('hex').padEnd(22, '0').slice(0, 22)}`;
}

function account(name: string, displayName: string): JiraUser {
  const secret = `${name}-token`;
  return {
    id: accountId(name),
    name,
    displayName,
    email: `${name}@example.com`,
    credentials: [
      { kind: 'api-token', secret },
      { kind: 'scoped-token', secret: `${name}-scoped-token` },
      { kind: 'pat', secret },
      { kind: 'password', secret: `${name}-password` },
    ],
  };
}
