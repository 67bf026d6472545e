import type { Clock } from '../ports/clock.ts';
import { pause } from './pause.ts';

/** A wait that ends after its time or as soon as somebody rings. A ring that nobody waits for is kept. */
export class Alarm {
  readonly #clock: Clock;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Resolves after `ms`, on a ring, or as soon as `signal` aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) await this.#sleep(ms, signal);
    this.#rung = false;
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const stop = (): void => end.abort();
    this.#wake = stop;
    signal.addEventListener('abort', stop, { once: true });
    try {
      await pause(this.#clock, ms, end.signal);
    } finally {
      signal.removeEventListener('abort', stop);
      this.#wake = undefined;
    }
  }
}
