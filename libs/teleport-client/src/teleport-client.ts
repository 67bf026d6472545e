import type { CallLimits } from './calls/call-limits.ts';
import type { NewAccessRequest } from './calls/create-access-request.ts';
import type { AccessRequestFilter } from './calls/list-access-requests.ts';
import type { ClusterInfo } from './calls/ping.ts';
import type { PluginData, PluginDataKey, PluginDataUpdate } from './calls/plugin-data.ts';
import type { StateChange } from './calls/set-access-request-state.ts';
import type { NewAccessReview } from './calls/submit-access-review.ts';
import type { User } from './calls/users.ts';
import type { AccessRequest } from './resources/access-request.ts';
import type { WatchOptions } from './watch/watch-access-requests.ts';
import type { AccessRequestEvent } from './watch/watch-event.ts';

/**
 * A client of one cluster's Auth Service. It connects when first used. Every call takes limits and rejects with a
 * `TeleportError`, whose `outcome` says whether the call may have had an effect.
 */
export interface TeleportClient {
  /** The Teleport user as whom the client acts. */
  readonly user: string;
  /** The roles that the client's certificate names. */
  readonly roles: readonly string[];
  /** Asks the cluster who it is. */
  ping(limits: CallLimits): Promise<ClusterInfo>;
  /** Reads one request; undefined when this answer holds none by that id, which does not prove that it is gone. */
  getAccessRequest(id: string, limits: CallLimits): Promise<AccessRequest | undefined>;
  /** The requests that match, page by page, oldest first. Each page has the whole `deadlineMs`. */
  listAccessRequests(
    filter: AccessRequestFilter,
    limits: CallLimits,
  ): AsyncIterable<readonly AccessRequest[]>;
  /** Makes an access request and gives it as the cluster stored it. */
  createAccessRequest(request: NewAccessRequest, limits: CallLimits): Promise<AccessRequest>;
  /** Deletes an access request; `not-found` when there is none. */
  deleteAccessRequest(id: string, limits: CallLimits): Promise<void>;
  /** Sets the state of a request. Read the request first: Teleport accepts a state that is already set. */
  setAccessRequestState(change: StateChange, limits: CallLimits): Promise<void>;
  /** Submits a review and gives the request as it is then. */
  submitAccessReview(review: NewAccessReview, limits: CallLimits): Promise<AccessRequest>;
  /** The plugin's data on a resource; without keys when there is none. */
  getPluginData(key: PluginDataKey, limits: CallLimits): Promise<PluginData>;
  /** A conditional write; `conflict` when an expectation did not hold. */
  updatePluginData(update: PluginDataUpdate, limits: CallLimits): Promise<void>;
  /** Reads a user by name; undefined when there is none. */
  getUser(name: string, limits: CallLimits): Promise<User | undefined>;
  /** All users, page by page. Each page has the whole `deadlineMs`. */
  listUsers(limits: CallLimits): AsyncIterable<readonly User[]>;
  /** One stream of changes to access requests, from its `init` to its end. */
  watchAccessRequests(options: WatchOptions): AsyncIterable<AccessRequestEvent>;
  /** Ends watches, and connections once the calls on them are done. Later calls fail with `closed`. */
  close(): void;
}
