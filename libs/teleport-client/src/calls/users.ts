import type { Connection } from '../dial/connection.ts';
import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { UsersServiceService } from '../gen/teleport/users_service.js';
import type { UserV2 } from '../gen/teleport/types.js';
import { instantMs } from '../resources/instant.ts';
import { stringLists, type StringLists } from '../resources/label-values.ts';
import type { CallLimits } from './call-limits.ts';
import { unaryCall } from './unary-call.ts';

const PAGE_SIZE = 200;

/** A Teleport user. */
export interface User {
  readonly name: string;
  readonly roles: readonly string[];
  readonly traits: StringLists;
  /** When the user goes away, milliseconds since the epoch; undefined for a permanent one. */
  readonly expiresMs: number | undefined;
  /** True when Teleport locked the user out after failed log-ins. A lock made with `tctl lock` does not show here. */
  readonly locked: boolean;
}

/** Reads a user by name; undefined when there is none. */
export async function getUser(
  connection: Connection,
  name: string,
  limits: CallLimits,
): Promise<User | undefined> {
  const request = { name, currentUser: false, withSecrets: false };
  try {
    const { user } = await unaryCall(connection, {
      definition: UsersServiceService.getUser,
      request,
      limits,
    });
    return user && readUser(user);
  } catch (error) {
    if (error instanceof TeleportError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** All users, page by page. Each page has the whole `deadlineMs`. */
export async function* listUsers(
  connection: Connection,
  limits: CallLimits,
): AsyncGenerator<readonly User[], void, undefined> {
  let pageToken = '';
  do {
    const request = { pageSize: PAGE_SIZE, pageToken, withSecrets: false };
    const answer = await unaryCall(connection, {
      definition: UsersServiceService.listUsers,
      request,
      limits,
    });
    yield answer.users.map(readUser);
    if (answer.nextPageToken !== '' && answer.nextPageToken === pageToken) {
      throw notDone('bad-answer', 'ListUsers: the next page is the same page again. Upgrade the cluster.');
    }
    pageToken = answer.nextPageToken;
  } while (pageToken !== '');
}

function readUser({ metadata, spec }: UserV2): User {
  return {
    name: metadata?.name ?? '',
    roles: spec?.roles ?? [],
    traits: stringLists(spec?.traits),
    expiresMs: instantMs(metadata?.expires) ?? instantMs(spec?.expires),
    locked: spec?.status?.isLocked === true,
  };
}
