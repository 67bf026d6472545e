import { describeAccessRequests } from '../contracts/describe-access-requests.ts';
import { createCluster } from './cluster.ts';
import { createInMemoryAccessRequests } from './in-memory-access-requests.ts';

describeAccessRequests('The requests in memory', async () => {
  const now = () => 1_780_000_000_000;
  const cluster = createCluster(now);
  return {
    requests: createInMemoryAccessRequests(cluster, { self: 'plugin', now }),
    createRequest: async (reason) => cluster.add({ reason }).id,
    review: async (requestId, proposes, reason) => {
      cluster.review(requestId, { author: 'bob', proposes, reason, created: now() });
    },
    deleteRequest: async (requestId) => cluster.remove(requestId),
    close: async () => undefined,
  };
});
