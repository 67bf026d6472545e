import { setTimeout as sleepFor } from 'node:timers/promises';

/** How the client knows the time, waits, and spreads its retries. Given by tests, else the system's. */
export interface JiraClock {
  /** Milliseconds since 1970, never going backwards. */
  now(): number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

/** The system's own clock and randomness. */
export function systemClock(): JiraClock {
  return {
    // Monotonic, so that setting the machine's clock neither stretches nor cuts a pause.
    now: () => performance.timeOrigin + performance.now(),
    sleep: (ms, signal) => sleepFor(ms, undefined, { signal }),
    random: () => Math.random(),
  };
}
