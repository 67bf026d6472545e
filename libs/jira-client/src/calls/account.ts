import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions } from '../api/jira-client-options.ts';
import { permissionsSchema, type JiraPermissions } from '../schemas/permissions.ts';
import { serverInfoSchema, type JiraServerInfo } from '../schemas/server-info.ts';
import { userSchema, type JiraUser } from '../schemas/user.ts';

/** Where permissions are asked for. */
export type PermissionContext =
  { readonly projectKey: string } | { readonly projectId: string } | { readonly issueId: string };

/** Who the credential belongs to. */
export async function myself(caller: Caller, options: JiraCallOptions): Promise<JiraUser> {
  const answered = await caller.call(
    {
      operation: 'read own account',
      method: 'GET',
      path: '/myself',
      template: '/myself',
      schema: userSchema,
    },
    options,
  );
  return answered.value;
}

/** Version and product of the server. */
export async function serverInfo(caller: Caller, options: JiraCallOptions): Promise<JiraServerInfo> {
  const call = { operation: 'read server info', method: 'GET', path: '/serverInfo' } as const;
  return (await caller.call({ ...call, template: '/serverInfo', schema: serverInfoSchema }, options)).value;
}

/** Which of the named permissions the account holds; one that Jira does not know is not held. */
export async function myPermissions(
  caller: Caller,
  ask: { readonly permissions: readonly string[]; readonly in: PermissionContext },
  options: JiraCallOptions,
): Promise<JiraPermissions> {
  const answered = await caller.call(
    {
      operation: 'read own permissions',
      method: 'GET',
      path: '/mypermissions',
      template: '/mypermissions',
      query: { ...ask.in, permissions: ask.permissions.join(',') },
      schema: permissionsSchema,
    },
    options,
  );
  return Object.fromEntries(ask.permissions.map((key) => [key, answered.value[key] ?? false]));
}
