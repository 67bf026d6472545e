import type { PluginDataRecord } from '../cluster/plugin-data-record.ts';
import type { PluginData } from '../gen/fake/resources.ts';
import { metadataOf } from './request-to-wire.ts';
import { toTimestamp } from './wire-values.ts';

/** A plugin data record as Teleport sends it: the sub-kind is the kind of the resource it belongs to. */
export function pluginDataToWire(record: PluginDataRecord): PluginData {
  const entries = inAnotherOrder(record.entries).map(
    ([plugin, data]) => [plugin, { data: Object.fromEntries(inAnotherOrder(data)) }] as const,
  );
  return {
    kind: 'plugin_data',
    subKind: record.kind,
    version: 'v3',
    metadata: { ...metadataOf(record.resource, record.revision), expires: toTimestamp(record.expiresMs) },
    spec: { entries: Object.fromEntries(entries) },
  };
}

/** Keys backwards: a Go map has no order, and seen on 15.3.1 they did not come as they were written. */
function inAnotherOrder<T>(map: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? 1 : -1));
}
