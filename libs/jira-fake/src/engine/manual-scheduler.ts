import type { Scheduler } from './scheduler.ts';

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

/** A clock that moves only when told to. */
export class ManualScheduler implements Scheduler {
  #now: number;
  readonly #timers = new Set<Timer>();

  /** Starts at this moment, ms since the epoch. Default: 2026-01-05 12:00 UTC. */
  constructor(now = Date.UTC(2026, 0, 5, 12)) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  readonly after = (delayMs: number, task: () => void): (() => void) => {
    const timer = { at: this.#now + delayMs, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Moves on by `ms` and runs what falls due, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#nextUntil(end); due !== undefined; due = this.#nextUntil(end)) {
      this.#timers.delete(due);
      this.#now = due.at;
      due.task();
    }
    this.#now = end;
  }

  #nextUntil(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((left, right) => left.at - right.at)[0];
  }
}
