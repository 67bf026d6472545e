import type { Clock } from '../ports/clock.ts';

/** So many in a minute, and as many at once after a quiet minute. */
export class Tokens {
  readonly #perMinute: number;
  readonly #clock: Clock;
  #left: number;
  #at: number;

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
    this.#left = perMinute;
    this.#at = clock.monotonic();
  }

  /** Takes one, if there is one. */
  take(): boolean {
    const now = this.#clock.monotonic();
    this.#left = Math.min(this.#perMinute, this.#left + ((now - this.#at) / 60_000) * this.#perMinute);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
