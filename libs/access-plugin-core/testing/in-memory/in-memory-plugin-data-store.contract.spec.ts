import { describePluginDataStore } from '../contracts/describe-plugin-data-store.ts';
import { createCluster } from './cluster.ts';
import { createInMemoryPluginDataStore } from './in-memory-plugin-data-store.ts';

describePluginDataStore('The store in memory', async () => {
  const cluster = createCluster(() => 1_780_000_000_000);
  return {
    store: createInMemoryPluginDataStore(cluster),
    createRequest: async () => cluster.add({}).id,
    deleteRequest: async (requestId) => cluster.remove(requestId),
    close: async () => undefined,
  };
});
