/** One finished call. */
export interface CallRecord {
  readonly timeMs: number;
  readonly method: string;
  /** The request id it was about, or "". */
  readonly resource: string;
  /** gRPC status code it was answered with; `undefined` when no answer was sent. */
  readonly code: number | undefined;
}

/** How often each method was called, for which request, and with what answer. */
export interface CallLog {
  add(method: string, resource: string): void;
  /** Notes how a call ended; the newest thousand are kept. */
  finish(call: CallRecord): void;
  /** Finished calls, oldest first. */
  recent(): readonly CallRecord[];
  /** Calls of a method since the start or the last reset. */
  count(method: string): number;
  all(): Readonly<Record<string, number>>;
  /** Calls per method about one request id. */
  about(resource: string): Readonly<Record<string, number>>;
  reset(): void;
}

const KEPT = 1000;

/** Counts from zero. */
export function createCallLog(): CallLog {
  const total = new Map<string, number>();
  const perResource = new Map<string, Map<string, number>>();
  const finished: CallRecord[] = [];
  return {
    add: (method, resource) => {
      increment(total, method);
      if (resource === '') return;
      const own = perResource.get(resource) ?? new Map<string, number>();
      perResource.set(resource, own);
      increment(own, method);
    },
    finish: (call) => {
      finished.push(call);
      if (finished.length > KEPT) finished.shift();
    },
    recent: () => [...finished],
    count: (method) => total.get(method) ?? 0,
    all: () => Object.fromEntries(total),
    about: (resource) => Object.fromEntries(perResource.get(resource) ?? []),
    reset: () => {
      total.clear();
      perResource.clear();
      finished.length = 0;
    },
  };
}

function increment(counts: Map<string, number>, method: string): void {
  counts.set(method, (counts.get(method) ?? 0) + 1);
}
