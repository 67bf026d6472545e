import type { Account, Call, Directory, Identification } from '@org/access-plugin-core';
import type { User } from '../calls/users.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { missingRight } from './missing-right.ts';

/** By what a tracker account is told to be a Teleport user. */
export interface TeleportDirectoryOptions {
  /** User names by account id, as the operator wrote them down; counts before all else. Defaults to none. */
  readonly users?: ReadonlyMap<string, string>;
  /** The trait that holds the ids of a user's tracker accounts, for example `jira_account_id`. Defaults to none. */
  readonly accountTrait?: string;
  /** Mail domains whose addresses, where the tracker shows them, count as user names. Defaults to none. */
  readonly emailDomains?: readonly string[];
  /** How long a list of users is believed, milliseconds; the one user found in it is read afresh. Defaults to 2 minutes. */
  readonly cacheMs?: number;
}

const CACHE_MS = 120_000;

interface Snapshot {
  readonly users: readonly User[];
  readonly takenAt: number;
}

/**
 * The core's port `Directory` over a client. The table counts first, then the trait, then the address. Needs
 * `user: list, read`; without it, identification fails and never means "nobody". Users who expired or are locked out
 * are nobody.
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
    const found = await named(client, allUsers(client, call), call);
    snapshot = { users: found, takenAt: now };
    return found;
  }

  /** Undefined when the list is out of date about the one whom it shows. */
  async function search(account: Account, call: Call): Promise<Identification | undefined> {
    const live = (await users(call)).filter(isLive);
    const { byTrait, byAddress } = rulesFor(account, options);
    const rule = live.some(byTrait) ? byTrait : byAddress;
    const [chosen, ...others] = live.filter(rule);
    if (chosen === undefined) return { at: 'nobody' };
    if (others.length > 0) return { at: 'ambiguous' };
    const user = await liveUser(client, chosen.name, call);
    return user !== undefined && rule(user) ? { at: 'user', user: user.name } : undefined;
  }

  async function searchAfresh(account: Account, call: Call): Promise<Identification> {
    snapshot = undefined;
    return (await search(account, call)) ?? { at: 'nobody' };
  }

  return {
    identify: async (account, call) => {
      const listed = options.users?.get(account.id);
      if (listed === undefined) return (await search(account, call)) ?? searchAfresh(account, call);
      // A table can outlive the user it names.
      const user = await liveUser(client, listed, call);
      return user === undefined ? { at: 'nobody' } : { at: 'user', user: user.name };
    },
  };
}

/** Runs one call; a right that it lacks is named. */
async function named<T>(client: TeleportClient, asked: Promise<T>, call: Call): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw await missingRight(client, error, call);
  }
}

type Rule = (user: User) => boolean;

function rulesFor(
  account: Account,
  { accountTrait, emailDomains }: TeleportDirectoryOptions,
): { readonly byTrait: Rule; readonly byAddress: Rule } {
  const address = trustedAddress(account, emailDomains ?? []);
  return {
    byTrait: ({ traits }) =>
      accountTrait !== undefined && traits[accountTrait]?.includes(account.id) === true,
    byAddress: ({ name }) => name.toLowerCase() === address,
  };
}

/** Whoever left, expired or is locked out decides nothing. */
async function liveUser(client: TeleportClient, name: string, call: Call): Promise<User | undefined> {
  const user = await named(client, client.getUser(name, call), call);
  return user !== undefined && isLive(user) ? user : undefined;
}

function isLive({ expiresMs, locked }: User): boolean {
  return !locked && (expiresMs === undefined || expiresMs > Date.now());
}

async function allUsers(client: TeleportClient, call: Call): Promise<readonly User[]> {
  const all: User[] = [];
  for await (const page of client.listUsers(call)) all.push(...page);
  return all;
}

function trustedAddress({ email }: Account, domains: readonly string[]): string | undefined {
  // Some letters outside ASCII become ASCII ones in lower case, and others only look like them.
  if (email === undefined || !/^[!-?A-~]+@[!-?A-~]+$/.test(email)) return undefined;
  const address = email.toLowerCase();
  const domain = address.slice(address.indexOf('@') + 1);
  return domains.some((trusted) => trusted.toLowerCase() === domain) ? address : undefined;
}
