import type { Cluster } from '../cluster/cluster.ts';
import type { User } from '../cluster/users.ts';
import { TeleportFakeError } from '../errors.ts';
import type { LoginStatus, User as WireUser } from '../gen/fake/resources.ts';
import type { UsersServiceServer } from '../gen/fake/users_service.ts';
import { unary, type ServerContext } from './call-guard.ts';
import { metadataOf } from './request-to-wire.ts';
import { GO_ZERO_TIME, toLabelValues, toTimestamp } from './wire-values.ts';

const MAX_PAGE = 1000;

/** The handlers of `teleport.users.v1.UsersService`. */
export function usersService(context: ServerContext): UsersServiceServer {
  const { cluster } = context;
  return {
    getUser: unary(context, 'GetUser', {
      effect: (caller, request) => {
        const name = request.currentUser ? caller.user : request.name;
        cluster.requireUserRight(caller, 'read', name);
        return { user: userToWire(cluster, name) };
      },
    }),
    listUsers: unary(context, 'ListUsers', {
      effect: (caller, request) => {
        cluster.requireUserRight(caller, 'list');
        cluster.requireUserRight(caller, 'read');
        return userPage(cluster, request);
      },
    }),
  };
}

/** A user as Teleport sends it, without secrets. Throws not-found. */
export function userToWire(cluster: Cluster, name: string): WireUser {
  const user = cluster.user(name);
  if (user === undefined) throw new TeleportFakeError('not-found', `user "${name}" not found`);
  return {
    kind: 'user',
    subKind: '',
    version: 'v2',
    metadata: metadataOf(user.name),
    spec: {
      roles: [...user.roles],
      traits: toLabelValues(user.traits ?? {}),
      status: statusOf(user),
      expires: user.expiresMs === undefined ? GO_ZERO_TIME : toTimestamp(user.expiresMs),
    },
  };
}

function statusOf({ locked = false }: User): LoginStatus {
  return { isLocked: locked, lockedMessage: '', lockedTime: GO_ZERO_TIME, lockExpires: GO_ZERO_TIME };
}

function userPage(
  cluster: Cluster,
  page: { pageSize: number; pageToken: string },
): { users: WireUser[]; nextPageToken: string } {
  const size = page.pageSize <= 0 || page.pageSize > MAX_PAGE ? MAX_PAGE : page.pageSize;
  const names = cluster
    .users()
    .map((user) => user.name)
    .filter((name) => name >= page.pageToken)
    .sort();
  return {
    users: names.slice(0, size).map((name) => userToWire(cluster, name)),
    nextPageToken: names[size] ?? '',
  };
}
