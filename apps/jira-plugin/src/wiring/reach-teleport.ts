import {
  checkValidity,
  createTeleportClient,
  fixedIdentity,
  pingServer,
  readIdentity,
  refreshIdentity,
  TeleportError,
  type ClusterInfo,
  type IdentityLocation,
  type IdentitySource,
  type RouteChoice,
  type TeleportClient,
} from '@org/teleport-client';
import type { Logger } from 'pino';
import type { Environment } from '../config/secret-source.ts';
import type { TeleportConfig, TeleportRoute } from '../config/sections/teleport.ts';
import { formatHostPort } from '../config/network-address.ts';
import { PluginError } from '../errors.ts';

/** A cluster that was reached. */
export interface ReachedTeleport {
  readonly client: TeleportClient;
  readonly cluster: ClusterInfo;
  /** To be called once the plugin is ready: what was found out on the way is told after the original's first lines. */
  readonly onReady: () => void;
}

interface Watched {
  readonly log: Logger;
  /** Ends the refreshing of the identity. */
  readonly signal: AbortSignal;
}

interface Surroundings extends Watched {
  /** Where an HTTP proxy and the override of the connection upgrade are looked up. */
  readonly environment: Environment;
}

const startDeadlineMs = 15_000;

/** Reads the identity, connects, and asks the cluster who it is. Failures say what to mend. */
export async function reachTeleport(
  config: TeleportConfig,
  { log, signal, environment }: Surroundings,
): Promise<ReachedTeleport> {
  try {
    const identity = await identityOf(config, { log, signal });
    checkValidity(identity.current(), Date.now());
    const routes = heldBack((report: object) => log.info(report, 'Found the way to Teleport'));
    const client = createTeleportClient({
      address: formatHostPort(config.address),
      identity,
      route: routeOf(config.route),
      environment,
      onRoute: (report) => routes.add({ ...report }),
    });
    return { ...(await greet(client, signal)), onReady: () => routes.release() };
  } catch (error) {
    if (error instanceof TeleportError) throw new PluginError('teleport', error.message);
    throw error;
  }
}

/** Keeps what it is given until it is released, and passes it on from then on. */
function heldBack<T>(pass: (item: T) => void): { add(item: T): void; release(): void } {
  let held: T[] | undefined = [];
  return {
    add: (item) => (held === undefined ? pass(item) : void held.push(item)),
    release: () => {
      const items = held ?? [];
      held = undefined;
      items.forEach(pass);
    },
  };
}

function routeOf(route: TeleportRoute): RouteChoice {
  return route === 'upgrade' ? 'proxy-upgrade' : route;
}

/** An identity that is read once, or again and again where the configuration says so. */
async function identityOf(
  { credentials, ...config }: TeleportConfig,
  { log, signal }: Watched,
): Promise<IdentitySource> {
  const location = locationOf({ credentials, ...config });
  const refreshMs = credentials.kind === 'identity' ? credentials.refreshMs : undefined;
  if (refreshMs === undefined) return fixedIdentity(await readIdentity(location, signal));
  return refreshIdentity(location, {
    signal,
    intervalMs: refreshMs,
    onWarning: ({ code, message }) =>
      log.warn({ code, error: message }, 'The new identity is of no use; the old one is kept'),
  });
}

async function greet(client: TeleportClient, signal: AbortSignal): Promise<Omit<ReachedTeleport, 'onReady'>> {
  try {
    return { client, cluster: await pingServer(client, { signal, deadlineMs: startDeadlineMs }) };
  } catch (error) {
    client.close();
    throw error;
  }
}

function locationOf({ credentials }: TeleportConfig): IdentityLocation {
  if (credentials.kind === 'identity') return { identity: credentials.file };
  return {
    clientKey: credentials.keyFile,
    clientCertificate: credentials.certFile,
    rootAuthorities: credentials.caFile,
  };
}
