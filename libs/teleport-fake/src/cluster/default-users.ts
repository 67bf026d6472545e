import type { Role, User } from './users.ts';

/** Roles of the default cluster: one requestable role that needs one approval, one that needs two. */
export const DEFAULT_ROLES: readonly Role[] = [
  {
    name: 'dev',
    request: { roles: ['editor', 'db-*'], searchAsRoles: ['access'], suggestedReviewers: ['bob', 'carol'] },
  },
  {
    name: 'prod-requester',
    request: {
      roles: ['prod-*'],
      thresholds: [{ name: 'two people', filter: '', approve: 2, deny: 1 }],
      annotations: { team: ['platform'] },
    },
  },
  { name: 'reviewer', reviewRequests: { roles: ['*'] } },
  { name: 'viewer' },
  {
    name: 'access-plugin',
    rules: [
      { resources: ['access_request'], verbs: ['list', 'read', 'update'] },
      { resources: ['access_plugin_data'], verbs: ['list', 'read', 'update'] },
      { resources: ['user', 'role'], verbs: ['list', 'read'] },
    ],
    reviewRequests: { roles: ['*'], submitForUsers: ['*'] },
  },
  { name: 'editor' },
  { name: 'access' },
  { name: 'prod-admin' },
];

/** alice asks, bob and carol review, dave may neither, access-plugin is the plugin (a Machine ID bot). */
export const DEFAULT_USERS: readonly User[] = [
  { name: 'alice', roles: ['dev', 'prod-requester'], traits: { jira_account_id: ['jira-alice'] } },
  { name: 'bob', roles: ['reviewer'], traits: { jira_account_id: ['jira-bob'] } },
  { name: 'carol', roles: ['reviewer'], traits: { jira_account_id: ['jira-carol'] } },
  { name: 'dave', roles: ['viewer'], traits: { jira_account_id: ['jira-dave'] } },
  { name: 'access-plugin', roles: ['access-plugin'], bot: true },
];
