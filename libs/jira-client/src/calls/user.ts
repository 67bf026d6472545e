import { z } from 'zod';
import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions, JiraDeployment } from '../api/jira-client-options.ts';
import { userSchema, type JiraUser } from '../schemas/user.ts';

/** An account by its id (Cloud: account id, Data Center: user key). */
export async function user(
  caller: Caller,
  { id, deployment }: { readonly id: string; readonly deployment: JiraDeployment },
  options: JiraCallOptions,
): Promise<JiraUser> {
  const call = {
    operation: 'read user',
    method: 'GET',
    path: '/user',
    template: '/user',
    query: deployment === 'cloud' ? { accountId: id } : { key: id },
    schema: userSchema,
  } as const;
  return (await caller.call(call, options)).value;
}

const MOST_FOUND = 50;

/** Accounts that a text matches: on Cloud a name or a visible e-mail address, on Data Center a user name. */
export async function searchUsers(
  caller: Caller,
  { text, deployment }: { readonly text: string; readonly deployment: JiraDeployment },
  options: JiraCallOptions,
): Promise<readonly JiraUser[]> {
  const wanted = deployment === 'cloud' ? { query: text } : { username: text };
  const call = {
    operation: 'search users',
    method: 'GET',
    path: '/user/search',
    template: '/user/search',
    query: { ...wanted, maxResults: MOST_FOUND },
    schema: z.array(userSchema),
  } as const;
  return (await caller.call(call, options)).value;
}
