import { createAccessPlugin, type AccessPlugin, type Ports } from '@org/access-plugin-core';
import {
  createTeleportAccessRequests,
  createTeleportPluginDataStore,
} from '@org/teleport-client/access-plugin';
import { createAdminServer } from './admin/create-admin-server.ts';
import { readinessOf } from './admin/readiness.ts';
import {
  createHmacSealer,
  loadSystemAuthorities,
  type Environment,
  type NeededRights,
  type ReachedTeleport,
  type ReachingParts,
  reachTeleport,
  requireServerFor,
  type Running,
  type RunPlugin,
  systemClock,
  systemRandom,
  warnOfMissingRights,
} from '@org/plugin-host';
import type { Config } from './config/config.ts';
import { createWebhookServer, type WebhookServer } from './webhook/create-webhook-server.ts';
import { createJiraReader } from './webhook/receive.ts';
import { createConfiguredDirectory, needsDirectory } from './wiring/configured-directory.ts';
import { logReports } from './wiring/log-reports.ts';
import { pluginNameOf, pluginSettings } from './wiring/plugin-settings.ts';
import { projectsOf } from './wiring/projects.ts';
import { reachJira, type ReachedJira } from './wiring/reach-jira.ts';
import { trackerOf } from './wiring/tracker.ts';
import { settingsInForce } from './wiring/settings-in-force.ts';
import type { Logger } from 'pino';

interface Sides {
  readonly teleport: ReachedTeleport;
  readonly jira: ReachedJira;
}

/** Joins both sides and works until `signal` aborts. The only file that names both Teleport and Jira. */
export const runPlugin: RunPlugin<Config> = async (config, running) => {
  const reaching = reachingOf(running);
  const authorities = systemAuthorities(running);
  const teleport = await reachTeleport(config.teleport, { ...reaching, ...running, authorities });
  try {
    requireServerFor(config.decisions.mode, teleport.cluster);
    await warnOfMissingRights(teleport.client, rightsOf(config), running);
    const jira = await reachJira(config, { ...reaching, authorities });
    try {
      await serve(config, { teleport, jira }, running);
    } finally {
      jira.client.close();
    }
  } finally {
    teleport.client.close();
  }
};

function rightsOf(config: Config): NeededRights {
  const { decisions } = config;
  return { plugin: pluginNameOf(config), mode: decisions.mode, readsUsers: needsDirectory(decisions) };
}

/** Read once, for both sides. */
function systemAuthorities({ environment, log }: Running): readonly string[] {
  const { pems, problems } = loadSystemAuthorities(environment);
  for (const problem of problems) log.warn({ problem }, "A part of the system's trust store cannot be read");
  return pems;
}

async function serve(config: Config, sides: Sides, running: Running): Promise<void> {
  const { log, signal, environment } = running;
  const ports = await portsOf(config, sides, running);
  const plugin = createAccessPlugin(ports, {
    ...pluginSettings(config, sides.teleport.cluster),
    failFast: failsFast(environment),
  });
  const readiness = () =>
    readinessOf({ status: plugin.status, trackerName: 'Jira', intervalMs: config.sync.intervalMs });
  const webhooks = webhookServerOf(config, sides, { log, plugin, isReady: () => readiness().ready });
  const admin = config.admin && createAdminServer(config.admin, readiness);
  try {
    await webhooks?.listen();
    await admin?.listen();
    await plugin.run(signal);
  } finally {
    await Promise.all([webhooks?.close(), admin?.close()]);
  }
}

async function portsOf(config: Config, { teleport, jira }: Sides, running: Running): Promise<Ports> {
  const { log } = running;
  const { decisions } = config;
  const directory = createConfiguredDirectory(teleport.client, decisions);
  const onReady = () => {
    log.info(settingsInForce(config, teleport.cluster.clusterName), 'Settings in force');
    teleport.onReady();
  };
  return {
    requests: createTeleportAccessRequests(teleport.client),
    pluginData: createTeleportPluginDataStore(teleport.client, pluginNameOf(config)),
    tracker: await trackerOf(config, jira.client, {
      clusterUrl: clusterUrlOf(teleport),
      log,
      reaching: reachingOf(running),
    }),
    clock: systemClock,
    random: systemRandom,
    observer: logReports(log, { now: () => performance.now(), onReady }),
    ...(directory === undefined ? {} : { directory }),
    ...(decisions.sealKey === undefined ? {} : { sealer: createHmacSealer(decisions.sealKey.reveal()) }),
  };
}

/** Links are shown only where the cluster has pages to link to, as in the original. */
function clusterUrlOf({ cluster }: ReachedTeleport): string | undefined {
  const { advancedAccessWorkflows, proxyPublicAddress } = cluster;
  return advancedAccessWorkflows && proxyPublicAddress !== '' ? `https://${proxyPublicAddress}` : undefined;
}

interface Served {
  readonly log: Logger;
  readonly plugin: AccessPlugin;
  readonly isReady: () => boolean;
}

function webhookServerOf(
  config: Config,
  { jira }: Sides,
  { log, plugin, isReady }: Served,
): WebhookServer | undefined {
  const { http } = config;
  if (!http.enabled) return undefined;
  return createWebhookServer({
    settings: {
      endpoint: http,
      reader: createJiraReader({
        projectKeys: projectsOf(config),
        knowsTicket: (issueId) => plugin.knowsTicket(issueId),
        webhookSecrets: http.webhookSecrets,
        // In `override` a person may share the account: a move by it is looked at.
        ownAccount: { id: jira.account.id, dropMoves: config.decisions.mode !== 'override' },
      }),
    },
    onHint: (ticketId, vouched) => plugin.lookAtTicket(ticketId, vouched ? 'vouched' : 'anybody'),
    isReady,
    log,
  });
}

function reachingOf({ log, signal, environment }: Running): ReachingParts {
  return {
    log,
    signal,
    failFast: failsFast(environment),
    sleep: (ms, until) => systemClock.sleep(ms, until),
  };
}

function failsFast(environment: Environment): boolean {
  return isTrue(environment['TELEPORT_PLUGIN_FAIL_FAST']);
}

/** As Teleport's own plugins read a switch. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && ['1', 't', 'true', 'yes', 'y', 'on'].includes(text.trim().toLowerCase());
}
