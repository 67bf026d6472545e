import {
  createJiraClient,
  JiraError,
  type JiraCallOptions,
  type JiraClient,
  type JiraErrorCode,
  type JiraUser,
} from '@org/jira-client';
import type { Config } from '../config/config.ts';
import type { JiraConfig } from '../config/sections/jira.ts';
import { PluginError, readAuthorityFile, type ReachingParts, untilReached } from '@org/plugin-host';
import { projectsOf } from './projects.ts';

/** What the plugin does on a board, as Jira's permissions; the original asks for the same four. */
const neededPermissions = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'TRANSITION_ISSUES', 'ADD_COMMENTS'] as const;

/** Not needed everywhere: some sites drop the properties of a new issue without it. */
const wantedPermission = 'EDIT_ISSUES';

/** A Jira that was reached and found fit. */
export interface ReachedJira {
  readonly client: JiraClient;
  readonly account: JiraUser;
}

interface Surroundings extends ReachingParts {
  /** The system's certificate authorities, PEM. */
  readonly authorities: readonly string[];
}

/** What ends without anybody's help: an outage, a reset, a name that does not resolve, a limit. */
const passing: readonly JiraErrorCode[] = ['network', 'timeout', 'unavailable', 'rate-limited'];

/**
 * Connects and checks at once what would otherwise fail at the first request: account, project, permissions. Tries
 * again while the cause of a failure can pass.
 */
export async function reachJira(
  config: Config,
  { authorities, ...parts }: Surroundings,
): Promise<ReachedJira> {
  const client = told(config.jira, () => clientOf(config.jira, authorities, config.sync.callTimeoutMs));
  const address = addressOf(config.jira);
  try {
    const canPass = (error: unknown) => error instanceof JiraError && passing.includes(error.code);
    const check = () => checkStart(client, config, parts);
    return { client, account: await untilReached(check, { name: 'Jira', address, canPass }, parts) };
  } catch (error) {
    client.close();
    throw asPluginError(config.jira, error);
  }
}

function told<T>(config: JiraConfig, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw asPluginError(config, error);
  }
}

/** With the client's code and the address that was spoken to. */
function asPluginError(config: JiraConfig, error: unknown): unknown {
  if (!(error instanceof JiraError)) return error;
  return new PluginError('jira', `Jira at ${addressOf(config)}: [${error.code}] ${error.message}`);
}

/** The address that calls go to. */
export function addressOf({ url, cloudId }: JiraConfig): string {
  return cloudId === undefined ? url : `https://api.atlassian.com/ex/jira/${cloudId}`;
}

async function checkStart(client: JiraClient, config: Config, parts: ReachingParts): Promise<JiraUser> {
  const call = { signal: parts.signal, deadlineMs: config.sync.callTimeoutMs };
  await client.serverInfo(call);
  const account = await client.myself(call);
  for (const project of projectsOf(config)) {
    await client.project(project, call);
    await checkPermissions({ client, project, call }, config, parts);
  }
  return account;
}

function clientOf(config: JiraConfig, authorities: readonly string[], timeoutMs: number): JiraClient {
  const { auth } = config;
  return createJiraClient({
    baseUrl: addressOf(config),
    auth:
      auth.kind === 'basic'
        ? { kind: 'basic', user: auth.username, secret: auth.token.reveal() }
        : { kind: 'bearer', token: auth.token.reveal() },
    deployment: config.deployment,
    // The configuration takes http:// for this machine alone.
    allowHttp: config.url.startsWith('http:'),
    ca: [...authorities, ...ownAuthorities(config)].join('\n') || undefined,
    proxyUrl: config.proxy?.reveal(),
    timeoutMs,
  });
}

function ownAuthorities({ caFile }: JiraConfig): readonly string[] {
  return caFile === undefined ? [] : [readAuthorityFile({ key: 'jira.ca_file', code: 'jira' }, caFile)];
}

interface Checked {
  readonly client: JiraClient;
  readonly project: string;
  readonly call: JiraCallOptions;
}

async function checkPermissions(
  { client, project, call }: Checked,
  { jira }: Config,
  { log }: ReachingParts,
): Promise<void> {
  const asked = [...neededPermissions, wantedPermission];
  const held = await client.myPermissions({ permissions: asked, in: { projectKey: project } }, call);
  const missing = neededPermissions.filter((permission) => held[permission] !== true);
  if (missing.length > 0) {
    throw new PluginError(
      'jira',
      `Jira at ${addressOf(jira)}: the plugin's account lacks ${missing.join(', ')} in project ${project}. Give its role these permissions in the project's permission scheme.`,
    );
  }
  if (held[wantedPermission] === true) return;
  log.warn(
    { project, permission: wantedPermission },
    "The plugin's account lacks a permission without which some sites drop the mark of a new ticket; the plugin cannot find such a ticket again after a lost answer",
  );
}
