export interface ByteBudgetOptions {
  /** Bytes that one caller may send in a second, and twice as many at once. */
  readonly perSecond: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Bounds what each caller may send. Forgets the callers that were quiet for longest. */
export interface ByteBudget {
  /** Whether the caller has anything left. */
  has(caller: string): boolean;
  /** Takes bytes from the caller; what is then below nothing must be made up for by time. */
  take(caller: string, bytes: number): void;
  /** Gives back what was taken from the caller. */
  giveBack(caller: string, bytes: number): void;
}

/** So many callers are remembered; a stranger with more networks than these is beyond one process. */
const mostCallers = 10_000;

/** A bucket for each caller that fills with time. */
export function limitBytes({ perSecond, now }: ByteBudgetOptions): ByteBudget {
  const full = 2 * perSecond;
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  const leftOf = (caller: string): number => {
    const bucket = buckets.get(caller);
    if (bucket === undefined) return full;
    return Math.min(full, bucket.left + ((now() - bucket.at) / 1000) * perSecond);
  };
  const take = (caller: string, bytes: number): void => {
    const left = Math.min(full, leftOf(caller) - bytes);
    buckets.delete(caller);
    buckets.set(caller, { left, at: now() });
    const oldest = buckets.keys().next();
    if (buckets.size > mostCallers && oldest.done !== true) buckets.delete(oldest.value);
  };
  return {
    has: (caller) => leftOf(caller) > 0,
    take,
    giveBack: (caller, bytes) => take(caller, -bytes),
  };
}
