import { readFileSync } from 'node:fs';
import { createJiraClient, JiraError, type JiraClient, type JiraUser } from '@org/jira-client';
import type { Config } from '../config/config.ts';
import type { JiraConfig } from '../config/sections/jira.ts';
import { PluginError } from '../errors.ts';
import { projectsOf } from './projects.ts';

/** What the plugin does on a board, as Jira's permissions. */
const neededPermissions = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'TRANSITION_ISSUES',
  'ADD_COMMENTS',
] as const;

/** A Jira that was reached and found fit. */
export interface ReachedJira {
  readonly client: JiraClient;
  readonly account: JiraUser;
}

const startDeadlineMs = 20_000;

/** Connects and checks at once what would otherwise fail at the first request: account, project, permissions. */
export async function reachJira(config: Config, signal: AbortSignal): Promise<ReachedJira> {
  const client = clientOf(config.jira, config.sync.callTimeoutMs);
  const call = { signal, deadlineMs: startDeadlineMs };
  try {
    await client.serverInfo(call);
    const account = await client.myself(call);
    for (const project of projectsOf(config)) {
      await client.project(project, call);
      await checkPermissions(client, project, signal);
    }
    return { client, account };
  } catch (error) {
    client.close();
    if (error instanceof JiraError) throw new PluginError('jira', error.message);
    throw error;
  }
}

function clientOf(config: JiraConfig, timeoutMs: number): JiraClient {
  const { auth, cloudId } = config;
  return createJiraClient({
    baseUrl: cloudId === undefined ? config.url : `https://api.atlassian.com/ex/jira/${cloudId}`,
    auth:
      auth.kind === 'basic'
        ? { kind: 'basic', user: auth.username, secret: auth.token.reveal() }
        : { kind: 'bearer', token: auth.token.reveal() },
    deployment: config.deployment,
    // The configuration takes http:// for this machine alone.
    allowHttp: config.url.startsWith('http:'),
    ca: config.caFile === undefined ? undefined : readCa(config.caFile),
    proxyUrl: config.proxy?.reveal(),
    timeoutMs,
  });
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new PluginError(
      'jira',
      `jira.ca_file: ${file} cannot be read. Check the path and who may read it.`,
    );
  }
}

async function checkPermissions(client: JiraClient, project: string, signal: AbortSignal): Promise<void> {
  const call = { signal, deadlineMs: startDeadlineMs };
  const held = await client.myPermissions(
    { permissions: neededPermissions, in: { projectKey: project } },
    call,
  );
  const missing = neededPermissions.filter((permission) => held[permission] !== true);
  if (missing.length === 0) return;
  throw new PluginError(
    'jira',
    `The plugin's Jira account lacks ${missing.join(', ')} in project ${project}. Give its role these permissions in the project's permission scheme.`,
  );
}
