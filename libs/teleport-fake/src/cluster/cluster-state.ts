import { randomUUID } from 'node:crypto';
import type { AccessRequest } from './access-request.ts';
import type { AuditEvent } from './audit-log.ts';
import type { PluginDataRecord } from './plugin-data-record.ts';
import type { Role, User } from './users.ts';
import { rulesOf, type VersionRules } from './version-rules.ts';

/** Something a watcher is told: a request as it now is, or that one is gone. */
export type ClusterEvent =
  | { readonly type: 'put'; readonly request: AccessRequest }
  | { readonly type: 'delete'; readonly id: string };

/** How this cluster differs from a default one. All may be changed while it runs. */
export interface ClusterSettings {
  /** Refuse state changes, reviews and deletions by anyone but bots, as clusters with MFA for admin actions do. */
  adminActionMfa: boolean;
  /** The version of the Auth Service: what Ping and response headers tell, and what the rules follow. */
  serverVersion: string;
  /** Longest serialised plugin data record, in bytes. */
  maxPluginDataBytes: number;
  /** How long access lasts when neither the request nor a certificate says, in milliseconds. */
  defaultAccessMs: number;
  /** How long a pending request is kept at most, in milliseconds. */
  pendingTtlMs: number;
}

/** Everything a cluster remembers. The operations beside this file change it and nothing else does. */
export interface ClusterState {
  readonly name: string;
  readonly now: () => number;
  /** Makes ids of requests. */
  readonly newId: () => string;
  readonly settings: ClusterSettings;
  readonly users: Map<string, User>;
  readonly roles: Map<string, Role>;
  readonly requests: Map<string, AccessRequest>;
  readonly pluginData: Map<string, PluginDataRecord>;
  readonly audit: AuditEvent[];
  readonly watchers: Set<(event: ClusterEvent) => void>;
  /** Rises with every change of requests, plugin data, users or roles. */
  changes: number;
}

/** What the cluster's version of the Auth Service does. */
export function versionRules(state: ClusterState): VersionRules {
  return rulesOf(state.settings.serverVersion);
}

/** The request, unless there is none or its end has hidden it. */
export function findRequest(state: ClusterState, id: string): AccessRequest | undefined {
  const request = state.requests.get(id);
  return request === undefined || isHidden(state, request) ? undefined : request;
}

/** The requests that reads show, oldest first. */
export function shownRequests(state: ClusterState): readonly AccessRequest[] {
  return [...state.requests.values()].filter((request) => !isHidden(state, request));
}

/** Stores a request under a new revision and tells every watcher. */
export function putRequest(state: ClusterState, request: AccessRequest): AccessRequest {
  const stored = { ...request, revision: randomUUID() };
  state.requests.set(stored.id, stored);
  state.changes += 1;
  for (const watcher of state.watchers) watcher({ type: 'put', request: stored });
  return stored;
}

/** Removes a request and tells every watcher; its plugin data stays. */
export function dropRequest(state: ClusterState, id: string): void {
  state.requests.delete(id);
  state.changes += 1;
  for (const watcher of state.watchers) watcher({ type: 'delete', id });
}

/** Seen on 15.3.1: from its end on a request is in no answer, though watchers are told later. Unseen on newer servers. */
function isHidden(state: ClusterState, request: AccessRequest): boolean {
  return request.resourceExpiryMs <= state.now();
}
