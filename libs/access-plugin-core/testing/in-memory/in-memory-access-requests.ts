import type { AccessRequests, StateChange, WatchEvent } from '../../src/ports/access-requests.ts';
import type { Call } from '../../src/ports/call.ts';
import type { Cluster } from './cluster.ts';
import { createFeed } from './feed.ts';
import { ensureWanted } from './refuse.ts';

/** Access requests in memory, and every decision that was sent. */
export interface InMemoryAccessRequests extends AccessRequests {
  readonly resolutions: readonly StateChange[];
}

/** Serves a cluster as the core's port. Never fails by itself. */
export function createInMemoryAccessRequests(
  cluster: Cluster,
  options: { readonly self: string; readonly now: () => number },
): InMemoryAccessRequests {
  const resolutions: StateChange[] = [];
  return {
    self: options.self,
    resolutions,
    get: async (requestId, call) => {
      ensureWanted(call);
      return cluster.requests.get(requestId);
    },
    listPending: (call) => pendingPage(cluster, call),
    watch: (call) => changes(cluster, call),
    resolve: async (change, call) => {
      ensureWanted(call);
      cluster.setState(change.requestId, change.to, change.reason);
      resolutions.push(change);
    },
    submitReview: async (review, call) => {
      ensureWanted(call);
      const other = review.author !== undefined && review.author !== options.self;
      return cluster.review(review.requestId, {
        author: review.author ?? options.self,
        proposes: review.to,
        reason: review.reason,
        created: options.now(),
        ...(other ? { submittedBy: options.self } : {}),
      });
    },
  };
}

async function* pendingPage(cluster: Cluster, call: Call): AsyncGenerator<ReturnType<typeof pending>> {
  ensureWanted(call);
  await Promise.resolve();
  yield pending(cluster);
}

function pending(cluster: Cluster) {
  return [...cluster.requests.values()].filter((request) => request.state === 'pending');
}

async function* changes(cluster: Cluster, call: Call): AsyncGenerator<WatchEvent> {
  ensureWanted(call);
  const feed = createFeed<WatchEvent>(call.signal);
  const stop = cluster.listen((event) => feed.push(event));
  try {
    yield { kind: 'ready' };
    yield* feed;
  } finally {
    stop();
  }
}
