import { AccessPluginError, type Tracker } from '@org/access-plugin-core';
import type { JiraClient } from '@org/jira-client';
import type { Logger } from 'pino';
import { createJiraTracker, type JiraNotice } from '@org/jira-client/access-plugin';
import type { Config } from '../config/config.ts';
import { PluginError, type ReachingParts, untilReached } from '@org/plugin-host';
import { addressOf } from './reach-jira.ts';

/** What the tracker needs beside its configuration. */
export interface TrackerParts {
  /** Where people reach the cluster; makes the link on a ticket. */
  readonly clusterUrl: string | undefined;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly reaching: ReachingParts;
}

const mostLookupMs = 2000;

/** The board as the core sees it. Reads project, statuses and create screen, and says at once what does not fit. */
export async function trackerOf(
  { jira: config, routes, decisions, sync }: Config,
  client: JiraClient,
  parts: TrackerParts,
): Promise<Tracker> {
  const { clusterUrl, log, reaching } = parts;
  const address = addressOf(config);
  const { project, issueType, instance, trustedCreators, statuses, templates, transitionFields } = config;
  const settings = {
    project,
    issueType,
    instance,
    trustedCreators,
    statuses,
    templates,
    fields: Object.fromEntries(config.fields),
    transitionFields: {
      pending: Object.fromEntries(transitionFields.pending),
      approved: Object.fromEntries(transitionFields.approved),
      denied: Object.fromEntries(transitionFields.denied),
      expired: Object.fromEntries(transitionFields.expired),
    },
    reporter: config.reporter,
    reviewersField: config.reviewersField,
    comments: config.comments,
    users: decisions.users,
    // A ticket is sent within the window or not at all.
    lookupMs: Math.min(mostLookupMs, sync.sendWindowMs / 2),
    routes,
    decides: decisions.mode !== 'off',
    // The guide of the original has its reader use one account for both; the other modes refuse such moves.
    ownAccount: decisions.mode === 'override' ? ('shared' as const) : ('separate' as const),
    notice: ({ kind, level, message }: JiraNotice) => log[level]({ notice: kind }, message),
    clusterUrl,
  };
  try {
    const limits = { signal: reaching.signal, deadlineMs: sync.callTimeoutMs };
    const create = () => createJiraTracker(client, settings, limits);
    return await untilReached(create, { name: 'Jira', address, canPass }, reaching);
  } catch (error) {
    if (error instanceof AccessPluginError)
      throw new PluginError('jira', `Jira at ${address}: [${error.code}] ${error.message}`);
    throw error;
  }
}

function canPass(error: unknown): boolean {
  return error instanceof AccessPluginError && ['unavailable', 'rate-limited'].includes(error.code);
}
