import type { AccessRequest } from '../cluster/access-request.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** Remembers what the list was, so that it can be answered late, as from a lagging cache. */
export interface RequestHistory {
  /** The requests as they were `ageMs` ago; the oldest known state when nothing is that old. */
  asOf(ageMs: number): readonly AccessRequest[];
  close(): void;
}

interface Change {
  readonly atMs: number;
  readonly id: string;
  readonly request: AccessRequest | undefined;
}

const KEPT_CHANGES = 10_000;

/** Starts remembering now. */
export function recordHistory(cluster: Cluster): RequestHistory {
  const base = new Map(cluster.requests().map((request) => [request.id, request]));
  const changes: Change[] = [];
  const stop = cluster.subscribe((event) => {
    const atMs = cluster.now();
    changes.push(
      event.type === 'put'
        ? { atMs, id: event.request.id, request: event.request }
        : { atMs, id: event.id, request: undefined },
    );
    for (const old of changes.splice(0, changes.length - KEPT_CHANGES)) apply(base, old);
  });
  return {
    asOf: (ageMs) => {
      const until = cluster.now() - ageMs;
      const then = new Map(base);
      for (const change of changes) if (change.atMs <= until) apply(then, change);
      return [...then.values()];
    },
    close: stop,
  };
}

function apply(to: Map<string, AccessRequest>, change: Change): void {
  if (change.request === undefined) to.delete(change.id);
  else to.set(change.id, change.request);
}
