/** How long to wait before the next try. Pure: the randomness comes in as a number in [0, 1). */
export interface BackoffInput {
  /** Failures in a row, from 1. */
  readonly failures: number;
  readonly random: number;
  readonly maxMs: number;
  /** Not before this, where the other side said so. */
  readonly retryAfterMs: number | undefined;
}

const firstMs = 1_000;

/** Doubles from a second up to the cap, jittered between half and the whole; a not-before time is always honoured. */
export function backoffMs({ failures, random, maxMs, retryAfterMs }: BackoffInput): number {
  const whole = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30));
  const jittered = whole / 2 + (whole / 2) * random;
  return Math.ceil(Math.max(jittered, retryAfterMs === undefined ? 0 : retryAfterMs * (1 + random / 10)));
}
