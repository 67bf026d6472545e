import { AccessPluginError } from '../../src/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets time pass, waking every sleeper whose time has come, in order of time. */
  advance(ms: number): void;
  /** How many sleepers wait. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Starts at `startMs`, milliseconds since the epoch. Default: some day in 2026. */
export function createManualClock(startMs = 1_780_000_000_000): ManualClock {
  const sleepers = new Set<Sleeper>();
  let passed = 0;
  return {
    wall: () => startMs + passed,
    monotonic: () => passed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const aborted = (): void => {
          sleepers.delete(sleeper);
          reject(new AccessPluginError('aborted', 'The sleeper was woken because its caller gave up.'));
        };
        const sleeper: Sleeper = {
          at: passed + ms,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', aborted);
            resolve();
          },
        };
        if (signal.aborted) return aborted();
        signal.addEventListener('abort', aborted, { once: true });
        sleepers.add(sleeper);
      }),
    advance: (ms) => {
      const until = passed + ms;
      const due = [...sleepers].filter((sleeper) => sleeper.at <= until).sort((a, b) => a.at - b.at);
      for (const sleeper of due) {
        passed = Math.max(passed, sleeper.at);
        sleeper.wake();
      }
      passed = until;
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}
