import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions, JiraDeployment } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraUser } from '../../schemas/user.ts';

/** Where accounts are looked for. */
export interface AccountSearch {
  readonly client: JiraClient;
  readonly deployment: JiraDeployment;
  /** Account id (Data Center: user key) to Teleport user. */
  readonly users: ReadonlyMap<string, string>;
}

/**
 * The active account of a Teleport user: the mapped one; else on Cloud the only one that shows the user's name as its
 * e-mail address, and on Data Center the one of the same name. `undefined` where there is none, or Jira does not tell:
 * a ticket must not wait for it, and what is wrong with Jira shows when the ticket is made.
 */
export async function findAccount(
  search: AccountSearch,
  teleportUser: string,
  options: JiraCallOptions,
): Promise<JiraUser | undefined> {
  try {
    const [mapped] = [...search.users].find(([, user]) => user === teleportUser) ?? [];
    const candidates =
      mapped === undefined
        ? await sameName(search, teleportUser, options)
        : [await search.client.user(mapped, options)];
    const active = candidates.filter((candidate) => candidate.active);
    return active.length === 1 ? active[0] : undefined;
  } catch (error) {
    if (error instanceof JiraError) return undefined;
    throw error;
  }
}

async function sameName(
  { client, deployment }: AccountSearch,
  teleportUser: string,
  options: JiraCallOptions,
): Promise<readonly JiraUser[]> {
  const wanted = teleportUser.toLowerCase();
  // A Cloud account can be known by its address only: anyone can take any display name.
  if (wanted === '' || (deployment === 'cloud' && !wanted.includes('@'))) return [];
  const found = await client.searchUsers(teleportUser, options);
  return found.filter(({ emailAddress, name }) => {
    const shown = deployment === 'cloud' ? emailAddress : name;
    return shown?.toLowerCase() === wanted;
  });
}
