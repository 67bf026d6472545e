import type { JiraSite, JiraUser } from '@org/jira-fake';

/** An account that the page can act as. It is a mock: its secrets are everyone's. */
export interface Person {
  readonly name: string;
  readonly displayName: string;
  readonly accountType: string;
  /** Ready-made `Authorization` header. */
  readonly authorization: string;
}

/** The accounts that can sign in, people before apps. */
export function people(site: JiraSite): readonly Person[] {
  return site.users
    .filter((user) => user.active !== false && user.credentials !== undefined)
    .map((user) => ({
      name: user.name,
      displayName: user.displayName,
      accountType: user.accountType ?? 'atlassian',
      authorization: authorizationOf(site, user),
    }));
}

function authorizationOf(site: JiraSite, user: JiraUser): string {
  const secretOf = (kind: string): string => user.credentials?.find((one) => one.kind === kind)?.secret ?? '';
  if (site.deployment === 'datacenter') return `Bearer ${secretOf('pat')}`;
  return `Basic ${Buffer.from(`${user.email}:${secretOf('api-token')}`).toString('base64')}`;
}
