import type { Connection } from '../dial/connection.ts';
import { notDone } from '../errors/not-done.ts';
import { AuthServiceService } from '../gen/teleport/auth_service.js';
import type { CallLimits } from './call-limits.ts';
import { unaryCall } from './unary-call.ts';

/** Strings under string keys; "" and absent are one. */
export type PluginData = Readonly<Record<string, string>>;

/** Whose data, on which resource. */
export interface PluginDataKey {
  /** Defaults to `access_request`. */
  readonly kind?: 'access_request' | 'access_list';
  /** The id of the request, or the name of the access list. */
  readonly resource: string;
  /** The plugin's name. */
  readonly plugin: string;
}

/** A conditional write. Keys that are in neither map are neither checked nor changed. */
export interface PluginDataUpdate extends PluginDataKey {
  /** At least one key; "" expects that the key is absent. */
  readonly expect: PluginData;
  /** "" deletes the key. */
  readonly set: PluginData;
}

/** The plugin's data on a resource; without keys when there is none. */
export async function getPluginData(
  connection: Connection,
  key: PluginDataKey,
  limits: CallLimits,
): Promise<PluginData> {
  const request = { kind: key.kind ?? 'access_request', resource: key.resource, plugin: key.plugin };
  const definition = AuthServiceService.getPluginData;
  const answer = await unaryCall(connection, { definition, request, limits });
  // With a resource named there is one record at most.
  return answer.pluginData[0]?.spec?.entries[key.plugin]?.data ?? {};
}

/**
 * Writes if every expected key has its expected value now; else fails with `conflict`. An expectation without keys
 * would be an unconditional write, so it is refused here with `bad-options`.
 */
export async function updatePluginData(
  connection: Connection,
  update: PluginDataUpdate,
  limits: CallLimits,
): Promise<void> {
  if (Object.keys(update.expect).length === 0) {
    throw notDone(
      'bad-options',
      'UpdatePluginData: the expectation has no keys, which Teleport takes as an unconditional write. Name at least one key; "" expects that it is absent.',
    );
  }
  const request = {
    kind: update.kind ?? 'access_request',
    resource: update.resource,
    plugin: update.plugin,
    set: { ...update.set },
    expect: { ...update.expect },
  };
  await unaryCall(connection, { definition: AuthServiceService.updatePluginData, request, limits });
}
