import {
  checkValidity,
  createTeleportClient,
  fixedIdentity,
  pingServer,
  readIdentity,
  refreshIdentity,
  TeleportError,
  type CallLimits,
  type ClusterInfo,
  type IdentityLocation,
  type IdentitySource,
  type RouteChoice,
  type RouteReport,
  type TeleportClient,
  type TeleportErrorCode,
} from '@org/teleport-client';
import type { Logger } from 'pino';
import type { Environment } from '../settings/secrets/secret-source.ts';
import type { TeleportConfig, TeleportRoute } from '../sections/teleport.ts';
import { formatHostPort } from '../settings/kinds/network-address.ts';
import { PluginError } from '../errors.ts';
import { readAuthorityFile } from '../trust/read-authority-file.ts';
import { untilReached, type ReachingParts } from './until-reached.ts';

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

interface Surroundings extends Watched, ReachingParts {
  readonly log: Logger;
  /** Where an HTTP proxy and the override of the connection upgrade are looked up. */
  readonly environment: Environment;
  /** The system's certificate authorities, PEM. */
  readonly authorities: readonly string[];
}

const startDeadlineMs = 15_000;

/** What ends without anybody's help: an outage, a reset, a name that does not resolve. */
const passing: readonly TeleportErrorCode[] = [
  'connect-failed',
  'connect-timeout',
  'connection-lost',
  'deadline-exceeded',
  'resource-exhausted',
  'server-error',
  'unavailable',
];

/**
 * Reads the identity, connects, and asks the cluster who it is; again and again while the cause can pass. Other
 * failures end the start and say what to mend.
 */
export async function reachTeleport(
  config: TeleportConfig,
  { environment, authorities, ...parts }: Surroundings,
): Promise<ReachedTeleport> {
  const { log, signal } = parts;
  const address = formatHostPort(config.address);
  try {
    const identity = await identityOf(config, { log, signal });
    checkValidity(identity.current(), Date.now());
    const routes = heldBack((report: RouteReport) => tellRoute(log, report));
    const client = createTeleportClient({
      address,
      identity,
      route: routeOf(config.route),
      environment,
      webAuthorities: [...authorities, ...ownAuthorities(config)],
      onRoute: (report) => routes.add(report),
    });
    const reaching = { name: 'Teleport', address, canPass };
    try {
      const cluster = await untilReached(() => pingServer(client, callOf(signal)), reaching, parts);
      return { client, cluster, onReady: () => routes.release() };
    } catch (error) {
      client.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof TeleportError)
      throw new PluginError('teleport', `Teleport at ${address}: ${error.message}`);
    throw error;
  }
}

function ownAuthorities({ caFile }: TeleportConfig): readonly string[] {
  return caFile === undefined
    ? []
    : [readAuthorityFile({ key: 'teleport.ca_file', code: 'teleport' }, caFile)];
}

/** The way that was not taken is of interest only to who asks why: on a sound connection it is no trouble. */
function tellRoute(log: Logger, { rejected, ...taken }: RouteReport): void {
  log.info(taken, 'Found the way to Teleport');
  log.debug({ rejected }, 'Ways to Teleport that were not taken');
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

function callOf(signal: AbortSignal): CallLimits {
  return { signal, deadlineMs: startDeadlineMs };
}

/** Of several ways to the cluster, one whose failure can pass is enough. */
function canPass(error: unknown): boolean {
  return (
    error instanceof TeleportError && [error.code, ...error.causes].some((code) => passing.includes(code))
  );
}

function locationOf({ credentials }: TeleportConfig): IdentityLocation {
  if (credentials.kind === 'identity') return { identity: credentials.file };
  return {
    clientKey: credentials.keyFile,
    clientCertificate: credentials.certFile,
    rootAuthorities: credentials.caFile,
  };
}
