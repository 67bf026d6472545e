import type { Caller } from '../caller.ts';
import type { JiraCallOptions, JiraDeployment } from '../jira-client-options.ts';
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
