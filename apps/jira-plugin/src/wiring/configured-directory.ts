import type { Directory } from '@org/access-plugin-core';
import type { TeleportClient } from '@org/teleport-client';
import { createTeleportDirectory } from '@org/teleport-client/access-plugin';
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
  if (!needsDirectory(config)) return undefined;
  return createTeleportDirectory(client, {
    users,
    emailDomains,
    ...(userTrait === undefined ? {} : { accountTrait: userTrait }),
  });
}

/** Whether the operator configured any way to tell who an account is. */
export function needsDirectory({ users, userTrait, emailDomains }: DecisionsConfig): boolean {
  return users.size > 0 || userTrait !== undefined || emailDomains.length > 0;
}
