import { createAccessRequest, deleteAccessRequest } from './calls/create-access-request.ts';
import { getAccessRequest, listAccessRequests } from './calls/list-access-requests.ts';
import { ping } from './calls/ping.ts';
import { getPluginData, updatePluginData } from './calls/plugin-data.ts';
import { setAccessRequestState } from './calls/set-access-request-state.ts';
import { submitAccessReview } from './calls/submit-access-review.ts';
import { getUser, listUsers } from './calls/users.ts';
import { createConnection, type Connection } from './dial/connection.ts';
import { findPlan, type RouteChoice, type RouteReport } from './dial/find-plan.ts';
import { parseHostPort } from './dial/host-port.ts';
import { httpProxyFor, type Environment } from './dial/http-proxy.ts';
import { webTrust } from './dial/web-trust.ts';
import { fixedIdentity, type IdentitySource } from './identity/identity-source.ts';
import type { Identity } from './identity/identity.ts';
import type { TeleportClient } from './teleport-client.ts';
import { watchAccessRequests } from './watch/watch-access-requests.ts';

/** What a client needs. */
export interface TeleportClientOptions {
  /** `host:port` of the Auth Service or the Proxy Service. */
  readonly address: string;
  /** Who the client is: see `readIdentity`, and `refreshIdentity` for one that is renewed. */
  readonly identity: Identity | IdentitySource;
  /** How long one attempt to connect may take, milliseconds. Defaults to 10 s. */
  readonly connectTimeoutMs?: number;
  /** How to get there. Defaults to `auto`: the first way that works. */
  readonly route?: RouteChoice;
  /**
   * Where `HTTPS_PROXY`, `NO_PROXY` and `TELEPORT_TLS_ROUTING_CONN_UPGRADE` are looked up, for example `process.env`.
   * Defaults to nothing: the library reads no environment by itself.
   */
  readonly environment?: Environment;
  /** Authorities beside Node's own roots for the web certificate of a Proxy Service, a balancer or an HTTP proxy, PEM. */
  readonly webAuthorities?: readonly string[];
  /** Told which way was found and why not the others: once, and again when another way is taken. Must not throw. */
  readonly onRoute?: (report: RouteReport) => void;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Makes a client. Nothing is connected yet. Throws `bad-options` for an address or an `HTTPS_PROXY` that is none. */
export function createTeleportClient(options: TeleportClientOptions): TeleportClient {
  const identity = 'current' in options.identity ? options.identity : fixedIdentity(options.identity);
  const connection = connectionOf(options, () => identity.current());
  // New calls use the new certificate at once; calls under way finish on the old connection, streams end and are opened again.
  const forget = identity.onRenewed(() => connection.renew());
  return {
    get user() {
      return identity.current().user;
    },
    get roles() {
      return identity.current().roles;
    },
    ping: (limits) => ping(connection, limits),
    getAccessRequest: (id, limits) => getAccessRequest(connection, id, limits),
    listAccessRequests: (filter, limits) => listAccessRequests(connection, filter, limits),
    createAccessRequest: (request, limits) => createAccessRequest(connection, request, limits),
    deleteAccessRequest: (id, limits) => deleteAccessRequest(connection, id, limits),
    setAccessRequestState: (change, limits) => setAccessRequestState(connection, change, limits),
    submitAccessReview: (review, limits) => submitAccessReview(connection, review, limits),
    getPluginData: (key, limits) => getPluginData(connection, key, limits),
    updatePluginData: (update, limits) => updatePluginData(connection, update, limits),
    getUser: (name, limits) => getUser(connection, name, limits),
    listUsers: (limits) => listUsers(connection, limits),
    watchAccessRequests: (watch) => watchAccessRequests(connection, watch),
    close: () => {
      forget();
      connection.close();
    },
  };
}

function connectionOf(options: TeleportClientOptions, identity: () => Identity): Connection {
  const environment = options.environment ?? {};
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const address = parseHostPort(options.address);
  const to = {
    address,
    httpProxy: httpProxyFor(address, environment),
    webTrust: webTrust(options.webAuthorities ?? []),
  };
  const choice = options.route ?? 'auto';
  const onRoute = whenChanged(options.onRoute);
  const find = { to, choice, identity, environment, connectTimeoutMs, onRoute };
  return createConnection({ identity, connectTimeoutMs, findPlan: (signal) => findPlan(find, signal) });
}

function whenChanged(tell: TeleportClientOptions['onRoute']): (report: RouteReport) => void {
  let last: RouteReport['route'] | undefined;
  return (report) => {
    if (report.route === last) return;
    last = report.route;
    tell?.(report);
  };
}
