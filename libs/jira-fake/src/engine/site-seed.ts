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
