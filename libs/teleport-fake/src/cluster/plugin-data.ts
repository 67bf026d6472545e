import { randomUUID } from 'node:crypto';
import { TeleportFakeError } from '../errors.ts';
import { findRequest, type ClusterState } from './cluster-state.ts';
import { allows, requireVerbs } from './permissions.ts';
import type {
  PluginDataFilter,
  PluginDataMap,
  PluginDataRecord,
  PluginDataUpdate,
} from './plugin-data-record.ts';
import type { Caller } from './users.ts';

const HOUR_MS = 3_600_000;
const TWO_WEEKS_MS = 14 * 24 * HOUR_MS;

/** Reads whole records, those of other plugins included (seen on 15.3.1); no match is an empty list, never an error. */
export function getPluginData(
  state: ClusterState,
  caller: Caller,
  filter: PluginDataFilter,
): readonly PluginDataRecord[] {
  requireKind(filter.kind);
  requireRight(state, caller, { kind: filter.kind, verbs: ['list', 'read'] });
  dropExpired(state);
  return [...state.pluginData.values()]
    .filter((record) => record.kind === filter.kind)
    .filter((record) => (filter.resource ?? '') === '' || record.resource === filter.resource)
    .filter((record) => (filter.plugin ?? '') === '' || record.entries[filter.plugin ?? ''] !== undefined);
}

/** Compare, then set, then store: all or nothing. */
export function updatePluginData(state: ClusterState, caller: Caller, update: PluginDataUpdate): void {
  requireKind(update.kind);
  requireRight(state, caller, { kind: update.kind, verbs: ['update'] });
  requireResource(update);
  dropExpired(state);
  const record = state.pluginData.get(keyOf(update)) ?? newRecord(state, update);
  const own = record.entries[update.plugin] ?? {};
  requireExpected(own, update.expect ?? {});
  store(state, withEntry(record, update.plugin, applySet(own, update.set)));
}

function requireKind(kind: string): void {
  if (kind === 'access_request' || kind === 'access_list') return;
  throw new TeleportFakeError('bad-parameter', `unsupported resource kind "${kind}"`);
}

/** An empty plugin name is accepted and kept as such; an empty resource makes a path that the store refuses. */
function requireResource({ kind, resource }: PluginDataUpdate): void {
  if (resource !== '') return;
  throw new TeleportFakeError(
    'bad-parameter',
    'special characters are not allowed in resource names, please use name composed only from characters, ' +
      `hyphens, dots, and plus signs: "/plugin_data/${kind}//params"`,
  );
}

/** Read in the source of several versions, unseen: each verb on the resource itself serves for its plugin data too. */
function requireRight(
  state: ClusterState,
  caller: Caller,
  need: { kind: string; verbs: readonly string[] },
): void {
  const verbs = need.verbs.filter((verb) => !allows(state, caller, { resource: need.kind, verb }));
  requireVerbs(state, caller, { resource: 'access_plugin_data', verbs });
}

function dropExpired(state: ClusterState): void {
  for (const [key, record] of state.pluginData) {
    if (record.expiresMs <= state.now()) state.pluginData.delete(key);
  }
}

function newRecord(state: ClusterState, update: PluginDataUpdate): PluginDataRecord {
  const base = { kind: update.kind, resource: update.resource, entries: {}, revision: '' };
  if (update.kind === 'access_list') return { ...base, expiresMs: state.now() + TWO_WEEKS_MS };
  const request = findRequest(state, update.resource);
  if (request === undefined) {
    throw new TeleportFakeError('not-found', `no access request matching "${update.resource}"`);
  }
  return { ...base, expiresMs: request.expiresMs + HOUR_MS };
}

function requireExpected(own: PluginDataMap, expect: PluginDataMap): void {
  for (const [key, value] of Object.entries(expect)) {
    if ((own[key] ?? '') === value) continue;
    throw new TeleportFakeError('compare-failed', `expectations not met for field "${key}"`);
  }
}

function applySet(own: PluginDataMap, set: PluginDataMap): PluginDataMap {
  return Object.fromEntries(Object.entries({ ...own, ...set }).filter(([, value]) => value !== ''));
}

function withEntry(record: PluginDataRecord, plugin: string, entry: PluginDataMap): PluginDataRecord {
  const others = Object.entries(record.entries).filter(([name]) => name !== plugin);
  const own: [string, PluginDataMap][] = Object.keys(entry).length > 0 ? [[plugin, entry]] : [];
  return { ...record, entries: Object.fromEntries([...others, ...own]) };
}

function store(state: ClusterState, record: PluginDataRecord): void {
  if (Buffer.byteLength(JSON.stringify(record.entries)) > state.settings.maxPluginDataBytes) {
    throw new TeleportFakeError('bad-parameter', 'plugin data size limit exceeded');
  }
  const expiresMs = record.kind === 'access_list' ? state.now() + TWO_WEEKS_MS : record.expiresMs;
  state.changes += 1;
  state.pluginData.set(keyOf(record), { ...record, expiresMs, revision: randomUUID() });
}

function keyOf(record: { kind: string; resource: string }): string {
  return `${record.kind}/${record.resource}`;
}
