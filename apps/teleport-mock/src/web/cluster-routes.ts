import type {
  ClusterSettings,
  Role,
  ServerSettings,
  StreamEnd,
  TeleportFake,
  User,
} from '@org/teleport-fake';
import type { FastifyInstance } from 'fastify';
import { writeCredentials } from '../credentials-dir.ts';
import type { WebContext } from './server.ts';

const DAY_MS = 86_400_000;

const identitySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { user: { type: 'string' }, ttlMs: { type: 'integer' } },
} as const;

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

/** The state of everything, users and roles, settings, streams and credentials. */
export function clusterRoutes(server: FastifyInstance, { fake, dir }: WebContext): void {
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
  server.patch<{ Body: { server?: Partial<ServerSettings>; cluster?: Partial<ClusterSettings> } }>(
    '/_mock/settings',
    (call) => {
      Object.assign(fake.settings, call.body.server);
      Object.assign(fake.cluster.settings, call.body.cluster);
      return { server: fake.settings, cluster: fake.cluster.settings };
    },
  );
  server.post<{ Body: { how?: StreamEnd | 'goaway' | 'reset' } }>(
    '/_mock/cut-streams',
    { schema: { body: cutSchema } },
    (call, reply) => {
      fake.cutStreams(call.body.how ?? 'unavailable');
      return reply.code(204).send();
    },
  );
  server.post<{ Body: { user?: string; ttlMs?: number } }>(
    '/_mock/identity',
    { schema: { body: identitySchema } },
    async (call) => {
      const { user, ttlMs = DAY_MS } = call.body;
      const notAfterMs = Date.now() + ttlMs;
      const identity = await fake.issueIdentity({ notAfterMs, ...(user === undefined ? {} : { user }) });
      const path = dir === undefined ? undefined : await writeCredentials(dir, identity);
      return { ...identity, path };
    },
  );
}

function stateOf(fake: TeleportFake): object {
  const { cluster } = fake;
  return {
    cluster: cluster.name,
    nowMs: cluster.now(),
    auth: fake.address,
    requests: cluster.requests(),
    pluginData: cluster.pluginData(),
    audit: cluster.audit,
    users: cluster.users(),
    roles: cluster.roles(),
    calls: fake.calls.all(),
    streams: fake.streamCount(),
    connections: fake.connectionCount(),
    faults: fake.faults.list(),
    settings: { server: fake.settings, cluster: cluster.settings },
  };
}
