/** Time, as the core may know it. */
export interface Clock {
  /** Milliseconds since the epoch, as well as this machine knows. Compared only with times that the other systems gave. */
  wall(): number;
  /** Milliseconds since some moment in the past; never runs backwards. Every elapsed time is counted on it. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with `aborted` as soon as `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
