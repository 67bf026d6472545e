import { TeleportFakeError } from '../errors.ts';
import type { AccessListRef, AccessRequest } from './access-request.ts';
import type { AuditEvent } from './audit-log.ts';
import {
  dropRequest,
  findRequest,
  putRequest,
  shownRequests,
  versionRules,
  type ClusterEvent,
  type ClusterSettings,
  type ClusterState,
} from './cluster-state.ts';
import { createRequest, type NewRequest } from './create-request.ts';
import { DEFAULT_ROLES, DEFAULT_USERS } from './default-users.ts';
import {
  listPage,
  listRequests,
  type PageQuery,
  type RequestFilter,
  type RequestPage,
} from './list-requests.ts';
import { requireAdminAction, requireVerbs } from './permissions.ts';
import { getPluginData, updatePluginData } from './plugin-data.ts';
import type { PluginDataFilter, PluginDataRecord, PluginDataUpdate } from './plugin-data-record.ts';
import { newRequestId } from './request-id.ts';
import { setRequestState, type StateChange } from './set-request-state.ts';
import { submitReview, type ReviewSubmission } from './submit-review.ts';
import type { Caller, Role, User } from './users.ts';

/** The cluster's own administrator, for what a test or a page does outside of any plugin's rights. */
export const ADMIN: Caller = { user: '@teleport-mock', builtin: true };

/** How to set up a cluster; everything has a default. */
export interface ClusterOptions {
  /** Default `teleport.example.com`. */
  readonly name?: string;
  /** Milliseconds since 1970; default the system's clock. */
  readonly now?: () => number;
  /** Ids of requests; default UUIDv7 of the cluster's clock. */
  readonly newId?: () => string;
  /** Default: alice, bob, carol, dave and access-plugin, see {@link DEFAULT_USERS}. */
  readonly users?: readonly User[];
  readonly roles?: readonly Role[];
  readonly settings?: Partial<ClusterSettings>;
}

/** A Teleport cluster in memory, without sockets. Operations throw {@link TeleportFakeError} as Teleport would refuse. */
export interface Cluster {
  readonly name: string;
  /** Switches that may be flipped while the cluster runs. */
  readonly settings: ClusterSettings;
  /** Everything that happened, oldest first. */
  readonly audit: readonly AuditEvent[];
  readonly now: () => number;
  /** Rises with every change of requests, plugin data, users or roles. */
  revision(): number;
  putUser(user: User): void;
  removeUser(name: string): void;
  putRole(role: Role): void;
  user(name: string): User | undefined;
  users(): readonly User[];
  roles(): readonly Role[];
  /** Checks rights on users like Teleport: one's own record is always readable. */
  requireUserRight(caller: Caller, verb: 'read' | 'list', name?: string): void;
  /** Throws access-denied unless the caller holds every verb on the resource. */
  requireVerbs(caller: Caller, rule: { resource: string; verbs: readonly string[] }): void;
  /** The request as stored, whoever asks; `undefined` when there is none. */
  request(id: string): AccessRequest | undefined;
  requests(): readonly AccessRequest[];
  /** Looks in `source` instead of what is stored now when given, e.g. in an older snapshot. */
  listRequests(
    caller: Caller,
    filter: RequestFilter,
    source?: readonly AccessRequest[],
  ): readonly AccessRequest[];
  /** One page of the same. */
  listPage(
    caller: Caller,
    query: { filter: RequestFilter; page: PageQuery; source?: readonly AccessRequest[] | undefined },
  ): RequestPage;
  createRequest(caller: Caller, wish: NewRequest): AccessRequest;
  setRequestState(caller: Caller, change: StateChange): void;
  submitReview(caller: Caller, submission: ReviewSubmission): AccessRequest;
  deleteRequest(caller: Caller, id: string): void;
  /** What the web page does when a reviewer promotes a request to an access list. */
  promoteRequest(id: string, accessList: AccessListRef): AccessRequest;
  /** Replaces fields of a stored request and tells watchers, e.g. to make it expire sooner. */
  amendRequest(id: string, fields: Partial<Omit<AccessRequest, 'id'>>): AccessRequest;
  getPluginData(caller: Caller, filter: PluginDataFilter): readonly PluginDataRecord[];
  updatePluginData(caller: Caller, update: PluginDataUpdate): void;
  pluginData(): readonly PluginDataRecord[];
  /**
   * Removes what is past its end, as a task does from time to time, and gives the ids removed. `sinceMs` leaves alone
   * what ended less than that many milliseconds ago; default 0.
   */
  expireDue(sinceMs?: number): readonly string[];
  /** Calls back on every later change; gives a function that ends this. */
  subscribe(watcher: (event: ClusterEvent) => void): () => void;
}

/** Makes a cluster with users and roles and no requests. */
export function createCluster(options: ClusterOptions = {}): Cluster {
  const state = initialState(options);
  return {
    name: state.name,
    settings: state.settings,
    audit: state.audit,
    now: state.now,
    revision: () => state.changes,
    ...userOperations(state),
    ...requestOperations(state),
    getPluginData: (caller, filter) => getPluginData(state, caller, filter),
    updatePluginData: (caller, update) => updatePluginData(state, caller, update),
    pluginData: () => [...state.pluginData.values()],
    expireDue: (sinceMs = 0) => expireDue(state, sinceMs),
    subscribe: (watcher) => {
      state.watchers.add(watcher);
      return () => void state.watchers.delete(watcher);
    },
  };
}

function initialState(options: ClusterOptions): ClusterState {
  const now = options.now ?? Date.now;
  return {
    name: options.name ?? 'teleport.example.com',
    now,
    newId: options.newId ?? (() => newRequestId(now())),
    settings: {
      adminActionMfa: false,
      serverVersion: '18.11.0',
      maxPluginDataBytes: 1_000_000,
      defaultAccessMs: 8 * 3_600_000,
      pendingTtlMs: 7 * 24 * 3_600_000,
      ...options.settings,
    },
    users: new Map((options.users ?? DEFAULT_USERS).map((user) => [user.name, user])),
    roles: new Map((options.roles ?? DEFAULT_ROLES).map((role) => [role.name, role])),
    requests: new Map(),
    pluginData: new Map(),
    audit: [],
    watchers: new Set(),
    changes: 0,
  };
}

type UserOperations = Pick<
  Cluster,
  'putUser' | 'removeUser' | 'putRole' | 'user' | 'users' | 'roles' | 'requireUserRight' | 'requireVerbs'
>;

function userOperations(state: ClusterState): UserOperations {
  return {
    putUser: (user) => {
      state.changes += 1;
      state.users.set(user.name, user);
    },
    removeUser: (name) => {
      state.changes += 1;
      state.users.delete(name);
    },
    putRole: (role) => {
      state.changes += 1;
      state.roles.set(role.name, role);
    },
    user: (name) => state.users.get(name),
    users: () => [...state.users.values()],
    roles: () => [...state.roles.values()],
    requireUserRight: (caller, verb, name) => {
      if (name !== caller.user) requireVerbs(state, caller, { resource: 'user', verbs: [verb] });
    },
    requireVerbs: (caller, rule) => requireVerbs(state, caller, rule),
  };
}

type RequestOperations = Pick<
  Cluster,
  | 'request'
  | 'requests'
  | 'listRequests'
  | 'listPage'
  | 'createRequest'
  | 'setRequestState'
  | 'submitReview'
  | 'deleteRequest'
  | 'promoteRequest'
  | 'amendRequest'
>;

function requestOperations(state: ClusterState): RequestOperations {
  return {
    request: (id) => findRequest(state, id),
    requests: () => shownRequests(state),
    listRequests: (caller, filter, source) => listRequests(state, caller, { filter, source }),
    listPage: (caller, query) => listPage(state, caller, query),
    createRequest: (caller, wish) => createRequest(state, caller, wish),
    setRequestState: (caller, change) => setRequestState(state, caller, change),
    submitReview: (caller, submission) => submitReview(state, caller, submission),
    deleteRequest: (caller, id) => deleteRequest(state, caller, id),
    promoteRequest: (id, accessList) => amend(state, id, { state: 'promoted', accessList }),
    amendRequest: (id, fields) => amend(state, id, fields),
  };
}

function deleteRequest(state: ClusterState, caller: Caller, id: string): void {
  requireVerbs(state, caller, { resource: 'access_request', verbs: ['delete'] });
  requireAdminAction(state, caller);
  if (findRequest(state, id) === undefined) {
    throw new TeleportFakeError('not-found', `cannot delete access request "${id}" (not found)`);
  }
  dropRequest(state, id);
  state.audit.push({ event: 'access_request.delete', timeMs: state.now(), requestId: id, user: caller.user });
}

function amend(state: ClusterState, id: string, fields: Partial<AccessRequest>): AccessRequest {
  return putRequest(state, { ...existing(state, id), ...fields, id });
}

function existing(state: ClusterState, id: string): AccessRequest {
  const request = findRequest(state, id);
  if (request !== undefined) return request;
  throw new TeleportFakeError('not-found', `access request "${id}" not found`);
}

function expireDue(state: ClusterState, sinceMs: number): readonly string[] {
  const endedBy = state.now() - sinceMs;
  const due = [...state.requests.values()].filter((request) => request.resourceExpiryMs <= endedBy);
  for (const request of due) {
    dropRequest(state, request.id);
    if (!versionRules(state).resourceExpiry) continue;
    const timeMs = state.now();
    state.audit.push({ event: 'access_request.expire', timeMs, requestId: request.id, user: request.user });
  }
  for (const [key, record] of state.pluginData) {
    if (record.expiresMs <= state.now()) state.pluginData.delete(key);
  }
  return due.map((request) => request.id);
}
