import type { Account } from '@org/access-plugin-core';
import type { JiraDeployment } from '../../api/jira-client-options.ts';
import type { JiraUser } from '../../schemas/user.ts';

/** A Jira user as the core's account. Data Center does not tell apps from people, and its accounts are people's. */
export function toAccount(user: JiraUser, deployment: JiraDeployment): Account {
  return {
    id: user.id,
    kind: kindOf(user, deployment),
    active: user.active,
    displayName: user.displayName,
    ...(user.emailAddress === undefined ? {} : { email: user.emailAddress }),
  };
}

/** A customer of a service desk is a person, but not one of the site's own: unknown, and so without a say. */
function kindOf(user: JiraUser, deployment: JiraDeployment): Account['kind'] {
  switch (user.accountType) {
    case 'atlassian':
      return 'human';
    case 'app':
      return 'app';
    case 'customer':
      return 'unknown';
    case 'unknown':
      return deployment === 'datacenter' ? 'human' : 'unknown';
  }
}
