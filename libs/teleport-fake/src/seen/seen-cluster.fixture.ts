import { status, type ServiceError } from '@grpc/grpc-js';
import type { Role, Rule } from '../cluster/users.ts';
import { startTeleportFake, type TeleportFake } from '../start-teleport-fake.ts';
import { rawClient, type RawClient } from '../testing/raw-client.ts';

/** No request has this id. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

const on = (resource: string, ...verbs: readonly string[]): Rule => ({ resources: [resource], verbs });
const threshold = (name: string, approve: number) => ({ name, filter: '', approve, deny: 1 });

/** People ask and review; each plugin has the rights that its name says. */
const ROLES: readonly Role[] = [
  { name: 'asks-editor', request: { roles: ['editor'], thresholds: [threshold('', 1)] } },
  { name: 'asks-prod', request: { roles: ['prod'], thresholds: [threshold('two people', 2)] } },
  { name: 'set-of-one', request: { roles: ['vault'], thresholds: [threshold('a1', 1)] } },
  { name: 'set-of-two', request: { roles: ['vault'], thresholds: [threshold('b2', 2)] } },
  { name: 'one-or-three', request: { roles: ['dba'], thresholds: [threshold('c1', 1), threshold('c3', 3)] } },
  { name: 'reviews-all', reviewRequests: { roles: ['*'] } },
  {
    name: 'full',
    rules: [
      on('access_request', 'list', 'read', 'update'),
      on('access_plugin_data', 'list', 'read', 'update'),
    ],
  },
  {
    name: 'no-update',
    rules: [on('access_request', 'list', 'read'), on('access_plugin_data', 'list', 'read', 'update')],
  },
  { name: 'only-read', rules: [on('access_request', 'read')] },
  { name: 'only-list', rules: [on('access_request', 'list')] },
  { name: 'only-data', rules: [on('access_plugin_data', 'list', 'read', 'update')] },
  { name: 'deletes', rules: [on('access_request', 'list', 'read', 'delete')] },
  { name: 'nothing' },
];

const USERS = {
  alice: ['asks-editor', 'asks-prod'],
  eve: ['set-of-one', 'set-of-two', 'one-or-three'],
  bob: ['reviews-all'],
  carol: ['reviews-all'],
  dave: ['nothing'],
  full: ['full'],
  'no-update': ['no-update'],
  'only-read': ['only-read'],
  'only-list': ['only-list'],
  'only-data': ['only-data'],
  deletes: ['deletes'],
  nothing: ['nothing'],
} as const satisfies Record<string, readonly string[]>;

export type SeenUser = keyof typeof USERS;

/** A fake of one version, with a client for each user. */
export interface SeenCluster {
  readonly fake: TeleportFake;
  as(user: SeenUser): RawClient;
  /** A new pending request by alice for role `editor`, or by another user for another role; gives its id. */
  pending(user?: SeenUser, role?: string): Promise<string>;
  /** State, number of reviews and reason of a request, for example `3/0/why`; `gone` when there is none. */
  stateOf(id: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a server of the version on which the answers were seen. */
export async function startSeenCluster(serverVersion: string): Promise<SeenCluster> {
  const users = Object.entries(USERS).map(([name, roles]) => ({ name, roles }));
  const fake = await startTeleportFake({
    cluster: { settings: { serverVersion }, roles: ROLES, users },
    pluginUser: 'full',
  });
  const clients = new Map<string, RawClient>();
  for (const { name } of users) {
    clients.set(name, rawClient(fake.address, (await fake.issueIdentity({ user: name })).triple));
  }
  const as = (user: SeenUser): RawClient => {
    const client = clients.get(user);
    if (client === undefined) throw new Error(`there is no client of ${user}`);
    return client;
  };
  return {
    fake,
    as,
    pending: async (user = 'alice', role = 'editor') =>
      (await as(user).create({ user, roles: [role] })).metadata?.name ?? '',
    stateOf: async (id) => {
      const [request] = await as('full').stream(id);
      if (request?.spec === undefined) return 'gone';
      const { state, reviews, resolveReason } = request.spec;
      return `${state}/${reviews.length}/${resolveReason}`;
    },
    close: async () => {
      for (const client of clients.values()) client.close();
      await fake.close();
    },
  };
}

/** `ok`, or code and text of the refusal; ids in texts become `<id>`. */
export async function answerOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const { code, details } = error as ServiceError;
    return `${status[code]}: ${details.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')}`;
  }
}
