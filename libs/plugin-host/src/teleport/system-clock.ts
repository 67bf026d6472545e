import { setTimeout as sleep } from 'node:timers/promises';
import { AccessPluginError, type Clock, type Random } from '@org/access-plugin-core';

/** This machine's time. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch {
      throw new AccessPluginError('aborted', 'A wait was ended because the plugin stops.');
    }
  },
};

/** Randomness for jitter; nothing secret is made of it. */
export const systemRandom: Random = { next: () => Math.random() };
