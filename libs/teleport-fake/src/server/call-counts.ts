/** How often each method was called, and for which request. */
export interface CallCounts {
  add(method: string, resource: string): void;
  /** Calls of a method since the start or the last reset. */
  count(method: string): number;
  all(): Readonly<Record<string, number>>;
  /** Calls per method about one request id. */
  about(resource: string): Readonly<Record<string, number>>;
  reset(): void;
}

/** Counts from zero. */
export function createCallCounts(): CallCounts {
  const total = new Map<string, number>();
  const perResource = new Map<string, Map<string, number>>();
  return {
    add: (method, resource) => {
      increment(total, method);
      if (resource === '') return;
      const own = perResource.get(resource) ?? new Map<string, number>();
      perResource.set(resource, own);
      increment(own, method);
    },
    count: (method) => total.get(method) ?? 0,
    all: () => Object.fromEntries(total),
    about: (resource) => Object.fromEntries(perResource.get(resource) ?? []),
    reset: () => {
      total.clear();
      perResource.clear();
    },
  };
}

function increment(counts: Map<string, number>, method: string): void {
  counts.set(method, (counts.get(method) ?? 0) + 1);
}
