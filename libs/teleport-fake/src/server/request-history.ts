import type { AccessRequest } from '../cluster/access-request.ts';
import type { ClusterEvent } from '../cluster/cluster-state.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** Remembers what the list was, so that it can be answered late, as from a lagging cache. */
export interface RequestHistory {
  /** The requests as they were `ageMs` ago; the oldest known state when nothing is that old. */
  asOf(ageMs: number): readonly AccessRequest[];
  /** What changed in the last `ageMs`, oldest first, as it was then. */
  within(ageMs: number): readonly ClusterEvent[];
  close(): void;
}

interface Change {
  readonly atMs: number;
  readonly event: ClusterEvent;
}

const KEPT_CHANGES = 10_000;

/** Starts remembering now. */
export function recordHistory(cluster: Cluster): RequestHistory {
  const base = new Map(cluster.requests().map((request) => [request.id, request]));
  const changes: Change[] = [];
  const stop = cluster.subscribe((event) => {
    changes.push({ atMs: cluster.now(), event });
    for (const old of changes.splice(0, changes.length - KEPT_CHANGES)) apply(base, old);
  });
  return {
    asOf: (ageMs) => {
      const until = cluster.now() - ageMs;
      const then = new Map(base);
      for (const change of changes) if (change.atMs <= until) apply(then, change);
      return [...then.values()];
    },
    within: (ageMs) => {
      const after = cluster.now() - ageMs;
      return changes.filter(({ atMs }) => atMs > after).map(({ event }) => event);
    },
    close: stop,
  };
}

function apply(to: Map<string, AccessRequest>, { event }: Change): void {
  if (event.type === 'delete') to.delete(event.id);
  else to.set(event.request.id, event.request);
}
