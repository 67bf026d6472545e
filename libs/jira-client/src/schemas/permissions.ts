import { z } from 'zod';

/** Which of the asked permissions the account holds, by permission key. */
export type JiraPermissions = Readonly<Record<string, boolean>>;

/** `GET /mypermissions`. */
export const permissionsSchema: z.ZodType<JiraPermissions> = z
  .object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) })
  .transform(({ permissions }) =>
    Object.fromEntries(Object.entries(permissions).map(([key, { havePermission }]) => [key, havePermission])),
  );
