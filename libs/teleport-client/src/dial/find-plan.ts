import { toConnectError } from '../errors/connect-error.ts';
import { notDone } from '../errors/not-done.ts';
import { TeleportError, type TeleportErrorCode } from '../errors/teleport-error.ts';
import { checkValidity } from '../identity/check-validity.ts';
import type { Identity } from '../identity/identity.ts';
import type { DialPlan, RouteName } from './dial-plan.ts';
import { formatHostPort } from './host-port.ts';
import type { Environment } from './http-proxy.ts';
import { openStream, openTcp } from './open-stream.ts';
import { approach, directPlan, proxyPlan, upgradePlan, type Approach } from './plans.ts';
import { secureConnection } from './secure-connection.ts';
import { isUpgradeRequired, upgradeOverride } from './upgrade-required.ts';
import { discover } from './web-discovery.ts';

/** A route by name, or the first that works. */
export type RouteChoice = 'auto' | RouteName;

/** Which way was taken, and why not the others. */
export interface RouteReport {
  readonly route: RouteName;
  /** `host:port`. */
  readonly address: string;
  /** The HTTP proxy on the way, `host:port`. */
  readonly httpProxy: string | undefined;
  readonly rejected: readonly { readonly route: RouteName; readonly reason: string }[];
}

/** What finding needs. */
export interface FindPlanOptions {
  readonly to: Approach;
  readonly choice: RouteChoice;
  readonly identity: () => Identity;
  readonly environment: Environment;
  readonly connectTimeoutMs: number;
  /** Told each time a way was found. */
  readonly onRoute: (report: RouteReport) => void;
}

/** Finds the way to the Auth Service. Rejects with a `TeleportError` that says what was wrong with each. */
export async function findPlan(options: FindPlanOptions, signal: AbortSignal): Promise<DialPlan> {
  checkValidity(options.identity(), Date.now());
  const limited = AbortSignal.any([signal, AbortSignal.timeout(options.connectTimeoutMs)]);
  const { plan, rejected } = await choose(options, limited);
  const { httpProxy, address } = options.to;
  options.onRoute({
    route: plan.route,
    address: formatHostPort(address),
    httpProxy: httpProxy && formatHostPort(httpProxy.hop),
    rejected,
  });
  return plan;
}

type Rejected = RouteReport['rejected'];

interface Choice {
  readonly plan: DialPlan;
  readonly rejected: Rejected;
}

async function choose(options: FindPlanOptions, signal: AbortSignal): Promise<Choice> {
  const { to, choice } = options;
  switch (choice) {
    case 'auto':
      return firstThatWorks(options, signal);
    case 'direct':
      return { plan: directPlan(to), rejected: [] };
    case 'proxy':
      return { plan: proxyPlan(to, await clusterName(options, signal)), rejected: [] };
    case 'proxy-upgrade':
      return { plan: upgradePlan(to, await clusterName(options, signal)), rejected: [] };
  }
}

/** Both kinds of way are tried at once, as Teleport's own client does; the first to reach the Auth Service is taken. */
async function firstThatWorks(options: FindPlanOptions, signal: AbortSignal): Promise<Choice> {
  const enough = new AbortController();
  const both = AbortSignal.any([signal, enough.signal]);
  const failures = new Map<RouteName, TeleportError>();
  const attempt = async (route: RouteName, plan: Promise<DialPlan>) => {
    try {
      const found = await plan;
      await tryPlan(found, options, both);
      return found;
    } catch (error) {
      const failure = toConnectError(error, formatHostPort(options.to.address));
      if (!both.aborted || signal.aborted) failures.set(route, failure);
      throw failure;
    }
  };
  try {
    const plan = await Promise.any([
      attempt('direct', Promise.resolve(directPlan(options.to))),
      attempt('proxy', discoverPlan(options, both)),
    ]);
    const loser = plan.route === 'direct' ? 'proxy' : 'direct';
    const reason = failures.get(loser)?.message ?? 'The other way was there first.';
    return { plan, rejected: [{ route: loser, reason }] };
  } catch {
    throw noRoute(options, failures);
  } finally {
    enough.abort();
  }
}

async function tryPlan(plan: DialPlan, options: FindPlanOptions, signal: AbortSignal): Promise<void> {
  const tcp = await openTcp(plan.firstHop, signal);
  const { identity, connectTimeoutMs } = options;
  const socket = await secureConnection(tcp, plan, { identity, connectTimeoutMs, signal });
  socket.destroy();
  tcp.destroy();
}

async function discoverPlan(options: FindPlanOptions, signal: AbortSignal): Promise<DialPlan> {
  const { to, environment } = options;
  const { address, webTrust } = to;
  const found = await discover({ to: address, way: approach(to), webTrust }, signal);
  if (!found.tlsRouting) throw tlsRoutingDisabled(formatHostPort(address));
  const cluster = options.identity().clusterName ?? found.clusterName;
  if (cluster === undefined) throw noClusterName(formatHostPort(address));
  const required =
    upgradeOverride(address, environment) ??
    (await isUpgradeRequired(await openStream(approach(to), signal), {
      to: address,
      webTrust,
      signal,
    }));
  return required ? upgradePlan(to, cluster) : proxyPlan(to, cluster);
}

async function clusterName({ identity, to }: FindPlanOptions, signal: AbortSignal): Promise<string> {
  const own = identity().clusterName;
  if (own !== undefined) return own;
  const { address, webTrust } = to;
  const found = await discover({ to: address, way: approach(to), webTrust }, signal);
  if (found.clusterName !== undefined) return found.clusterName;
  throw noClusterName(formatHostPort(address));
}

const BEFORE_THE_FORK: readonly TeleportErrorCode[] = [
  'connect-failed',
  'connect-timeout',
  'http-proxy-refused',
];

function noRoute({ to }: FindPlanOptions, failures: ReadonlyMap<RouteName, TeleportError>): TeleportError {
  const address = formatHostPort(to.address);
  const disabled = [...failures.values()].find(({ code }) => code === 'tls-routing-disabled');
  if (disabled !== undefined) return disabled;
  const [first, ...others] = [...failures.values()];
  // Where every way failed before it could differ there is nothing to choose between.
  const shared = first !== undefined && others.every(({ code }) => code === first.code);
  if (shared && BEFORE_THE_FORK.includes(first.code)) return first;
  const reasons = [...failures]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([route, { message }]) => `${route}: ${message}`)
    .join(' — ');
  return new TeleportError({
    code: 'no-route',
    outcome: 'not-done',
    message: `No way to the Auth Service by ${address}. ${reasons}`,
    causes: [...failures.values()].map(({ code }) => code),
  });
}

function tlsRoutingDisabled(address: string): TeleportError {
  return notDone(
    'tls-routing-disabled',
    `The Proxy Service at ${address} does not route by TLS, and its SSH tunnel is not supported here. Turn TLS routing on (proxy_listener_mode: multiplex), or give the Auth Service's own address (port 3025).`,
  );
}

function noClusterName(address: string): TeleportError {
  return notDone(
    'no-route',
    `Neither the identity nor ${address} names the cluster, which the Proxy Service needs to find its Auth Service. Write a new identity with tbot or tctl auth sign.`,
  );
}
