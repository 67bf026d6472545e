import type { PluginDataStore } from '../../src/ports/plugin-data-store.ts';
import type { Cluster } from './cluster.ts';
import { ensureWanted, refusal } from './refuse.ts';

/** Serves the records of a cluster as the core's port. Never fails by itself. */
export function createInMemoryPluginDataStore(cluster: Cluster): PluginDataStore {
  return {
    read: async (requestId, call) => {
      ensureWanted(call);
      return cluster.records.get(requestId) ?? {};
    },
    compareAndSwap: async (requestId, { expect, set }, call) => {
      ensureWanted(call);
      if (Object.keys(expect).length === 0) {
        throw refusal(
          'misuse',
          'An expectation must name a key: without one the write would be unconditional.',
        );
      }
      cluster.swap(requestId, expect, set);
    },
  };
}
