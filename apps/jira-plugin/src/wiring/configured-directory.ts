import type { Directory, Identification } from '@org/access-plugin-core';
import type { TeleportClient } from '@org/teleport-client';
import { createTeleportDirectory, inCoreTerms } from '@org/teleport-client/access-plugin';
import type { DecisionsConfig } from '../config/sections/decisions.ts';

/**
 * Who a Jira account is, as the operator configured it: the table of `[decisions.users]` first, then the trait, then the
 * address. `undefined` when nothing is configured, so that nobody is asked for.
 */
export function createConfiguredDirectory(
  client: TeleportClient,
  config: DecisionsConfig,
): Directory | undefined {
  const { users, userTrait, emailDomains } = config;
  if (users.size === 0 && userTrait === undefined && emailDomains.length === 0) return undefined;
  const others = createTeleportDirectory(client, {
    emailDomains,
    ...(userTrait === undefined ? {} : { accountTrait: userTrait }),
  });
  return {
    identify: async (account, call): Promise<Identification> => {
      const name = users.get(account.id);
      if (name === undefined) return others.identify(account, call);
      // A table can outlive the user it names: whoever left decides nothing.
      const user = await inCoreTerms(client.getUser(name, call));
      return user === undefined ? { at: 'nobody' } : { at: 'user', user: user.name };
    },
  };
}
