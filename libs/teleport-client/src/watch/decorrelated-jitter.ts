/** The shortest and the longest pause between two attempts, milliseconds, as in Teleport's own plugins. */
export const BASE_MS = 20;
export const CAP_MS = 5_000;

/** The next pause, from the one before and a random number in [0, 1): grows on average, and never in step with others. */
export function decorrelatedJitter(previousMs: number, random: number): number {
  return Math.min(CAP_MS, BASE_MS + random * Math.max(0, previousMs * 3 - BASE_MS));
}
