import { z } from 'zod';
import { optional } from './wire-values.ts';

/** An account. `id` is the only thing to trust: names and addresses are shown, and people can change them. */
export interface JiraUser {
  /** Cloud: account id. Data Center: user key. */
  readonly id: string;
  /** Data Center's user name; absent on Cloud. */
  readonly name: string | undefined;
  /** `unknown` on Data Center, which does not tell people and apps apart. */
  readonly accountType: 'atlassian' | 'app' | 'customer' | 'unknown';
  readonly active: boolean;
  readonly displayName: string;
  /** Only where the person's profile shows it. */
  readonly emailAddress: string | undefined;
}

/** A user of either product. */
export const userSchema: z.ZodType<JiraUser> = z
  .object({
    accountId: optional(z.string()),
    key: optional(z.string()),
    name: optional(z.string()),
    accountType: optional(z.string()),
    active: optional(z.boolean()),
    displayName: optional(z.string()),
    emailAddress: optional(z.string()),
  })
  .transform((user, context) => {
    const id = [user.accountId, user.key, user.name].find((candidate) => given(candidate) !== undefined);
    if (id === undefined) {
      context.issues.push({ code: 'custom', message: 'a user without an id', input: user });
      return z.NEVER;
    }
    return {
      id,
      name: given(user.accountId) === undefined ? given(user.name) : undefined,
      accountType: accountTypeOf(user.accountType),
      active: user.active ?? true,
      displayName: user.displayName ?? '',
      emailAddress: given(user.emailAddress),
    };
  });

/** An author may be absent (system changes), or of a deleted account without any id: both are nobody. */
export const authorSchema: z.ZodType<JiraUser | undefined> = userSchema
  .nullish()
  .transform((user) => (user === null || user === undefined || user.id === 'unknown' ? undefined : user))
  .catch(undefined);

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function accountTypeOf(type: string | undefined): JiraUser['accountType'] {
  return type === 'atlassian' || type === 'app' || type === 'customer' ? type : 'unknown';
}
