import type { Failure } from './fact.ts';
import type { Memory } from './memory.ts';

/** A change for which the other side named a right that the plugin lacks. Moments are on the monotonic clock. */
export interface LackingRight {
  readonly change: number;
  /** When it was told for the first time, and the last. */
  readonly since: number;
  readonly last: number;
  readonly message: string;
}

/** What is known after the other side named a missing right for a change. */
export function withLackingRight(
  memory: Memory,
  { message }: Failure,
  at: { change: number; now: number },
): Memory {
  const { change, now } = at;
  const since = memory.lacking?.change === change ? memory.lacking.since : now;
  return { ...memory, lacking: { change, since, last: now, message } };
}

/** For how long the right may still be on its way to the plugin, in milliseconds; at 0 the refusal is final. */
export function graceMs({ since, last }: LackingRight, intervalMs: number): number {
  return Math.max(0, since + intervalMs - last);
}
