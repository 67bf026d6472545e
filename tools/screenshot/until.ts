import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until there is an answer. Throws, naming what was awaited, when the signal aborts. */
export async function until<T>(
  what: string,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (signal.aborted) throw new Error(`Waited in vain for ${what}.`);
    await sleep(100);
  }
}
