import { AccessPluginError } from '../errors.ts';
import type { Call } from '../ports/call.ts';
import type { Clock } from '../ports/clock.ts';

/** What bounds a part of a sweep as a whole; each of its calls has the deadline of `call`. */
export interface SweepTime {
  readonly clock: Clock;
  readonly call: Call;
  readonly atMostMs: number;
}

/** Runs a part of a sweep. One that does not end in its time is aborted, and ends as `unavailable` whatever it does then. */
export async function inSweepTime(
  { clock, call, atMostMs }: SweepTime,
  run: (call: Call) => Promise<number>,
): Promise<number> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  call.signal.addEventListener('abort', stop, { once: true });
  if (call.signal.aborted) stop();
  try {
    return await Promise.race([run({ ...call, signal: end.signal }), late(clock, atMostMs, end.signal)]);
  } finally {
    call.signal.removeEventListener('abort', stop);
    stop();
  }
}

async function late(clock: Clock, atMostMs: number, signal: AbortSignal): Promise<never> {
  await clock.sleep(atMostMs, signal);
  throw new AccessPluginError(
    'unavailable',
    `the sweep did not come back within ${Math.round(atMostMs / 1000)} s and was given up; the next one begins anew`,
  );
}
