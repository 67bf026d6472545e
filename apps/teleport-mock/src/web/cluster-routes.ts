import type {
  ClusterSettings,
  ProxySettings,
  Role,
  ServerSettings,
  StreamEnd,
  TeleportFake,
  User,
} from '@org/teleport-fake';
import type { FastifyInstance } from 'fastify';
import type { WebContext } from './server.ts';

const cutSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { how: { enum: ['clean', 'unavailable', 'slow-consumer', 'goaway', 'reset'] } },
} as const;

const userSchema = {
  type: 'object',
  required: ['roles'],
  properties: { roles: { type: 'array', items: { type: 'string' } }, traits: { type: 'object' } },
} as const;

interface SettingsPatch {
  readonly server?: Partial<ServerSettings>;
  readonly cluster?: Partial<ClusterSettings>;
  readonly proxy?: Partial<ProxySettings>;
}

/** The state of everything, users and roles, settings and streams. */
export function clusterRoutes(server: FastifyInstance, { fake }: WebContext): void {
  server.get('/_mock/state', () => stateOf(fake));
  server.put<{ Params: { name: string }; Body: Omit<User, 'name'> }>(
    '/_mock/users/:name',
    { schema: { body: userSchema } },
    (call, reply) => {
      fake.cluster.putUser({ ...call.body, name: call.params.name });
      return reply.code(204).send();
    },
  );
  server.put<{ Params: { name: string }; Body: Omit<Role, 'name'> }>('/_mock/roles/:name', (call, reply) => {
    fake.cluster.putRole({ ...call.body, name: call.params.name });
    return reply.code(204).send();
  });
  server.patch<{ Body: SettingsPatch }>('/_mock/settings', (call) => {
    Object.assign(fake.settings, withoutNulls(call.body.server));
    Object.assign(fake.cluster.settings, withoutNulls(call.body.cluster));
    Object.assign(fake.proxy.settings, withoutNulls(call.body.proxy));
    return settingsOf(fake);
  });
  server.post<{ Body: { how?: StreamEnd | 'goaway' | 'reset' } }>(
    '/_mock/cut-streams',
    { schema: { body: cutSchema } },
    (call, reply) => {
      fake.cutStreams(call.body.how ?? 'unavailable');
      return reply.code(204).send();
    },
  );
}

function stateOf(fake: TeleportFake): object {
  const { cluster } = fake;
  return {
    cluster: cluster.name,
    nowMs: cluster.now(),
    auth: fake.address,
    proxy: fake.proxyAddress,
    requests: cluster.requests(),
    pluginData: cluster.pluginData(),
    audit: cluster.audit,
    users: cluster.users(),
    roles: cluster.roles(),
    calls: fake.calls.all(),
    recentCalls: fake.calls.recent(),
    streams: fake.streamCount(),
    connections: fake.connectionCount(),
    faults: fake.faults.list(),
    settings: settingsOf(fake),
  };
}

/** JSON has no undefined; null is how a client switches an optional setting off. */
function withoutNulls(patch: object = {}): object {
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]: [string, unknown]) => [key, value ?? undefined]),
  );
}

function settingsOf(fake: TeleportFake): Required<SettingsPatch> {
  return { server: fake.settings, cluster: fake.cluster.settings, proxy: fake.proxy.settings };
}
