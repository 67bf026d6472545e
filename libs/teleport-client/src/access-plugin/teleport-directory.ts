import type { Account, Call, Directory, Identification } from '@org/access-plugin-core';
import type { User } from '../calls/users.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { inCoreTerms } from './to-access-plugin-error.ts';

/** By what a tracker account is told to be a Teleport user. */
export interface TeleportDirectoryOptions {
  /** The trait that holds the ids of a user's tracker accounts, for example `jira_account_id`. Defaults to none. */
  readonly accountTrait?: string;
  /** Mail domains whose addresses, where the tracker shows them, count as user names. Defaults to none. */
  readonly emailDomains?: readonly string[];
  /** How long a list of users is believed, milliseconds. Defaults to 2 minutes; Teleport checks the user's rights afresh anyway. */
  readonly cacheMs?: number;
}

const CACHE_MS = 120_000;

interface Snapshot {
  readonly users: readonly User[];
  readonly takenAt: number;
}

/**
 * The core's port `Directory` over a client. The trait counts before the address. Needs `user: list, read`; without
 * it, identification fails and never means "nobody".
 */
export function createTeleportDirectory(
  client: TeleportClient,
  options: TeleportDirectoryOptions,
): Directory {
  let snapshot: Snapshot | undefined;

  async function users(call: Call): Promise<readonly User[]> {
    const now = performance.now();
    if (snapshot !== undefined && now - snapshot.takenAt < (options.cacheMs ?? CACHE_MS))
      return snapshot.users;
    const found = await inCoreTerms(allUsers(client, call));
    snapshot = { users: found, takenAt: now };
    return found;
  }

  return {
    identify: async (account, call) => {
      const live = (await users(call)).filter(
        ({ expiresMs }) => expiresMs === undefined || expiresMs > Date.now(),
      );
      const { accountTrait } = options;
      const byTrait =
        accountTrait === undefined
          ? []
          : live.filter((user) => user.traits[accountTrait]?.includes(account.id));
      if (byTrait.length > 0) return verdict(byTrait);
      const name = trustedAddress(account, options.emailDomains ?? []);
      return verdict(live.filter((user) => user.name.toLowerCase() === name));
    },
  };
}

async function allUsers(client: TeleportClient, call: Call): Promise<readonly User[]> {
  const all: User[] = [];
  for await (const page of client.listUsers(call)) all.push(...page);
  return all;
}

function trustedAddress({ email }: Account, domains: readonly string[]): string | undefined {
  const address = email?.toLowerCase();
  const domain = address?.slice(address.lastIndexOf('@') + 1);
  return domains.some((trusted) => trusted.toLowerCase() === domain) ? address : undefined;
}

function verdict(users: readonly User[]): Identification {
  const [user, ...others] = users;
  if (user === undefined) return { at: 'nobody' };
  return others.length > 0 ? { at: 'ambiguous' } : { at: 'user', user: user.name };
}
