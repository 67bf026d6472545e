import { randomUUID } from 'node:crypto';
import type { RequiredSettings, Settings } from '@org/access-plugin-core';
import { wantsTicket } from '@org/jira-client/access-plugin';
import type { Config } from '../config/config.ts';

/** How the core behaves, as the operator configured it. The owner is new with every call, as it must be at every start. */
export function pluginSettings(
  { jira, routes, decisions, sync }: Config,
  { clusterName }: { readonly clusterName: string },
): RequiredSettings & Partial<Settings> {
  return {
    owner: randomUUID(),
    cluster: clusterName,
    instance: jira.instance,
    mode: decisions.mode,
    automationAccounts: decisions.automationAccounts,
    trustedCreators: jira.trustedCreators,
    hidden: jira.hide,
    sendWindowMs: sync.sendWindowMs,
    createBoundMs: sync.createBoundMs,
    searchLagMs: jira.searchLagMs,
    callTimeoutMs: sync.callTimeoutMs,
    handoverMs: sync.handoverMs,
    intervalMs: sync.intervalMs,
    parallelism: sync.parallelism,
    wantsTicket: (request) => wantsTicket(routes, request),
  };
}

/** The original's own name, so that either plugin can take over from the other; a further instance gets its own record. */
export function pluginNameOf({ jira }: Pick<Config, 'jira'>): string {
  return jira.instance === 'default' ? 'jira' : `jira-${jira.instance}`;
}
