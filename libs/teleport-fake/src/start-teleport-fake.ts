import { Server, type ServerCredentials } from '@grpc/grpc-js';
import type { Authority } from './certificates/authority.ts';
import { issueIdentity, type Identity, type IdentityRequest } from './certificates/identity.ts';
import {
  createRotatingAuthority,
  type RotatingAuthority,
  type RotationPhase,
} from './certificates/rotation.ts';
import { createCluster, type Cluster, type ClusterOptions } from './cluster/cluster.ts';
import { startProxy, type TeleportProxy } from './faces/start-proxy.ts';
import { createFaultRules, type FaultRules } from './faults/fault-rules.ts';
import { AuthServiceService } from './gen/fake/auth_service.ts';
import { UsersServiceService } from './gen/fake/users_service.ts';
import { authService } from './server/auth-service.ts';
import { createCallLog, type CallLog } from './server/call-log.ts';
import type { ServerContext } from './server/call-guard.ts';
import { acceptConnections, type Connections } from './server/connections.ts';
import { recordHistory } from './server/request-history.ts';
import { AuthServerCredentials, serverContext } from './server/server-certificate.ts';
import { DEFAULT_SETTINGS, type ServerSettings } from './server/server-settings.ts';
import { usersService } from './server/users-service.ts';
import { createWatchStreams, type StreamEnd, type WatchStreams } from './server/watch-streams.ts';

/** How to start; everything has a default. */
export interface TeleportFakeOptions {
  readonly cluster?: ClusterOptions;
  readonly settings?: Partial<ServerSettings>;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Port of the proxy in front; default 0: any free port. */
  readonly proxyPort?: number;
  /** The user of `identityPem` and `triple`; default `access-plugin`. */
  readonly pluginUser?: string;
  /** How often requests that ended two seconds ago are removed, in milliseconds; default 250, 0 never. */
  readonly expirySweepMs?: number;
}

/** A running Auth Service over gRPC with mTLS. Close it when done. */
export interface TeleportFake {
  readonly cluster: Cluster;
  /** Switches that may be flipped while it runs. */
  readonly settings: ServerSettings;
  readonly faults: FaultRules;
  readonly calls: CallLog;
  /** The authority that signs now. */
  readonly authority: Authority;
  /** The proxy in front of it: ALPN routing, `/webapi`, connection upgrades. */
  readonly proxy: TeleportProxy;
  /** `host:port` of the proxy. */
  readonly proxyAddress: string;
  /** `host:port` of the Auth Service. */
  readonly address: string;
  /** The plugin user's identity file, valid for an hour. */
  readonly identityPem: string;
  /** The same as key, certificate and CAs, PEM. */
  readonly triple: Identity['triple'];
  /** Issues credentials for any user; roles and traits come from the cluster unless given. */
  issueIdentity(request?: Partial<IdentityRequest>): Promise<Identity>;
  /** Takes the cluster's CAs through a rotation; open connections stay, as in Teleport. */
  rotateCas(phase: RotationPhase): Promise<void>;
  /** Ends watch streams, or every connection by `goaway` (graceful) or `reset`. */
  cutStreams(how: StreamEnd | 'goaway' | 'reset'): void;
  /** Watch streams open now. */
  streamCount(): number;
  /** Connections open now. */
  connectionCount(): number;
  /** Connections ever accepted. */
  acceptedConnections(): number;
  close(): Promise<void>;
}

/** How long after its end a request, in no answer since then, is removed and watchers are told. Seen on 15.3.1: more than 700 ms. */
const PURGED_AFTER_MS = 2_000;

/** Starts a fake Auth Service on loopback, with its own certificate authorities and a proxy in front. */
export async function startTeleportFake(options: TeleportFakeOptions = {}): Promise<TeleportFake> {
  const cluster = createCluster(options.cluster);
  const authority = await createRotatingAuthority(cluster.name);
  const settings: ServerSettings = { ...DEFAULT_SETTINGS, ...options.settings };
  const issue = identityIssuer(cluster, authority, options.pluginUser ?? 'access-plugin');
  const { identityPem, triple } = await issue();
  const credentials = new AuthServerCredentials(await serverContext(authority));
  const server = await serve({ cluster, settings, credentials }, options);
  const proxy = await proxyFor({ cluster, settings, authAddress: server.address }, options).catch(
    async (error: unknown) => {
      await server.close();
      throw error;
    },
  );
  return {
    cluster,
    settings,
    get authority() {
      return authority.current();
    },
    proxy,
    proxyAddress: proxy.address,
    ...server,
    identityPem,
    triple,
    issueIdentity: issue,
    rotateCas: async (phase) => {
      await authority.enter(phase);
      credentials.replace(await serverContext(authority));
    },
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

function identityIssuer(
  cluster: Cluster,
  authority: RotatingAuthority,
  pluginUser: string,
): TeleportFake['issueIdentity'] {
  return (request = {}) => {
    const name = request.user ?? pluginUser;
    const user = cluster.user(name);
    return issueIdentity(authority.current(), {
      user: name,
      roles: user?.roles ?? [],
      traits: user?.traits ?? {},
      trustedCas: authority.hostCas(),
      ...request,
    });
  };
}

function proxyFor(
  of: { cluster: Cluster; settings: ServerSettings; authAddress: string },
  options: TeleportFakeOptions,
): Promise<TeleportProxy> {
  const target = {
    clusterName: of.cluster.name,
    authAddress: of.authAddress,
    serverVersion: () => of.cluster.settings.serverVersion,
    minClientVersion: () => of.settings.minClientVersion ?? '',
  };
  return startProxy(target, { host: options.host ?? '127.0.0.1', port: options.proxyPort ?? 0 });
}

type Running = Pick<
  TeleportFake,
  | 'address'
  | 'faults'
  | 'calls'
  | 'cutStreams'
  | 'streamCount'
  | 'connectionCount'
  | 'acceptedConnections'
  | 'close'
>;

async function serve(
  of: { cluster: Cluster; settings: ServerSettings; credentials: ServerCredentials },
  options: TeleportFakeOptions,
): Promise<Running> {
  const { cluster, settings } = of;
  const server = new Server();
  const listen = { host: options.host ?? '127.0.0.1', port: options.port ?? 0 };
  const connections = await acceptConnections(server, of.credentials, listen);
  const cut = (peer: string): void => connections.cut(peer);
  const context: ServerContext = {
    cluster,
    settings,
    cut,
    faults: createFaultRules(),
    calls: createCallLog(),
  };
  const history = recordHistory(cluster);
  const streams = createWatchStreams(context, history);
  server.addService(AuthServiceService, authService(context, { streams, history }));
  server.addService(UsersServiceService, usersService(context));
  const stopSweep = sweepExpired(cluster, options.expirySweepMs ?? 250);
  return {
    address: connections.address,
    faults: context.faults,
    calls: context.calls,
    cutStreams: (how) => cutStreams(how, { streams, connections }),
    streamCount: () => streams.count(),
    connectionCount: () => connections.count(),
    acceptedConnections: () => connections.accepted(),
    close: async () => {
      stopSweep();
      history.close();
      context.faults.clear();
      await connections.close();
    },
  };
}

function cutStreams(
  how: StreamEnd | 'goaway' | 'reset',
  on: { streams: WatchStreams; connections: Connections },
): void {
  if (how === 'goaway') on.connections.goAway(1_000);
  else if (how === 'reset') on.connections.cutAll();
  else on.streams.cut(how);
}

function sweepExpired(cluster: Cluster, everyMs: number): () => void {
  if (everyMs === 0) return () => undefined;
  const timer = setInterval(() => cluster.expireDue(PURGED_AFTER_MS), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
