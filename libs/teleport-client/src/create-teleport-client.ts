import { createAccessRequest, deleteAccessRequest } from './calls/create-access-request.ts';
import { getAccessRequest, listAccessRequests } from './calls/list-access-requests.ts';
import { ping } from './calls/ping.ts';
import { getPluginData, updatePluginData } from './calls/plugin-data.ts';
import { setAccessRequestState } from './calls/set-access-request-state.ts';
import { submitAccessReview } from './calls/submit-access-review.ts';
import { getUser, listUsers } from './calls/users.ts';
import { createConnection } from './dial/connection.ts';
import { directPlan } from './dial/direct-plan.ts';
import { parseHostPort } from './dial/host-port.ts';
import type { Identity } from './identity/identity.ts';
import type { TeleportClient } from './teleport-client.ts';
import { watchAccessRequests } from './watch/watch-access-requests.ts';

/** What a client needs. */
export interface TeleportClientOptions {
  /** `host:port` of the Auth Service. */
  readonly address: string;
  /** Who the client is; see `readIdentity`. */
  readonly identity: Identity;
  /** How long one attempt to connect may take, milliseconds. Defaults to 10 s. */
  readonly connectTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Makes a client. Nothing is connected yet. Throws `bad-options` for an address that is none. */
export function createTeleportClient(options: TeleportClientOptions): TeleportClient {
  const address = parseHostPort(options.address);
  const connection = createConnection({
    identity: () => options.identity,
    connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    findPlan: () => Promise.resolve(directPlan(address)),
  });
  return {
    user: options.identity.user,
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
    close: () => connection.close(),
  };
}
