import type { Clock } from '../ports/clock.ts';

/** Resolves after `ms`, or as soon as `signal` aborts, whatever error the clock gives to a sleeper that is woken then. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
