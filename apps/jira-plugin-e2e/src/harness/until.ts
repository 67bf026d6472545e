import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is an answer. `what` names it when there is none in time. */
export async function until<T>(
  what: string | (() => string),
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline)
      throw new Error(`Waited ${withinMs} ms in vain for ${typeof what === 'string' ? what : what()}.`);
    await sleep(25);
  }
}
