import type { PluginDataRecord } from '../cluster/plugin-data-record.ts';
import type { PluginData } from '../gen/fake/resources.ts';
import { metadataOf } from './request-to-wire.ts';
import { toTimestamp } from './wire-values.ts';

/** A plugin data record as Teleport sends it: the sub-kind is the kind of the resource it belongs to. */
export function pluginDataToWire(record: PluginDataRecord): PluginData {
  const entries = Object.entries(record.entries).map(
    ([plugin, data]) => [plugin, { data: { ...data } }] as const,
  );
  return {
    kind: 'plugin_data',
    subKind: record.kind,
    version: 'v3',
    metadata: { ...metadataOf(record.resource, record.revision), expires: toTimestamp(record.expiresMs) },
    spec: { entries: Object.fromEntries(entries) },
  };
}
