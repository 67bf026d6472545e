export interface SourceLimitOptions {
  /** Calls that one source may make in a second, and twice as many at once. */
  readonly perSecond: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Bounds what each source may cause. Forgets the sources that were quiet for longest. */
export interface SourceLimit {
  /** Whether the source has calls left. */
  has(source: string): boolean;
  /** Takes one from the source. */
  take(source: string): void;
}

/** So many sources are remembered; a stranger with more addresses than these is beyond one process. */
const MOST_SOURCES = 10_000;

/** A bucket for each source that fills with time. */
export function limitSources({ perSecond, now }: SourceLimitOptions): SourceLimit {
  const full = 2 * perSecond;
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  const leftOf = (source: string): number => {
    const bucket = buckets.get(source);
    if (bucket === undefined) return full;
    return Math.min(full, bucket.left + ((now() - bucket.at) / 1000) * perSecond);
  };
  return {
    has: (source) => leftOf(source) >= 1,
    take: (source) => {
      const left = leftOf(source) - 1;
      buckets.delete(source);
      buckets.set(source, { left, at: now() });
      const oldest = buckets.keys().next();
      if (buckets.size > MOST_SOURCES && oldest.done !== true) buckets.delete(oldest.value);
    },
  };
}
