import type { Clock } from '../ports/clock.ts';

/** What a task says when it ends. `strict`: hints that come meanwhile do not shorten the wait. */
export type Again = { readonly inMs: number; readonly strict: boolean } | undefined;

/** How a queue works. */
export interface TaskQueueOptions<Hint> {
  readonly clock: Clock;
  /** Tasks under way at the same time, at the most. */
  readonly parallelism: number;
  /** Keys waiting, at the most; a further one is dropped, because a sweep will find it again. */
  readonly capacity: number;
  /** Two hints for one key become one. */
  readonly merge: (older: Hint, newer: Hint) => Hint;
  /** The hint of a task that comes back by itself. */
  readonly idle: Hint;
  readonly work: (key: string, hint: Hint) => Promise<Again>;
}

interface Entry<Hint> {
  hint: Hint | undefined;
  running: boolean;
  /** True while a task that wanted to come back has not: its own return is due, whatever hint comes first. */
  owed: boolean;
  wait: { readonly end: AbortController; readonly strict: boolean } | undefined;
}

/** One task at a time for a key, several keys side by side, up to a bound. */
export class TaskQueue<Hint> {
  readonly #options: TaskQueueOptions<Hint>;
  readonly #entries = new Map<string, Entry<Hint>>();
  readonly #ready = new Set<string>();
  #running = 0;
  #stopped = false;
  #drained: (() => void) | undefined;

  constructor(options: TaskQueueOptions<Hint>) {
    this.#options = options;
  }

  /** Keys that are waiting or being worked on. */
  get size(): number {
    return this.#entries.size;
  }

  /** Tasks under way. */
  get running(): number {
    return this.#running;
  }

  /** Asks for a look at `key`. False when the queue is full or stopped. */
  push(key: string, hint: Hint): boolean {
    if (this.#stopped) return false;
    const entry = this.#entries.get(key) ?? this.#open(key);
    if (entry === undefined) return false;
    entry.hint = entry.hint === undefined ? hint : this.#options.merge(entry.hint, hint);
    if (!entry.running && entry.wait?.strict !== true) {
      entry.wait?.end.abort();
      entry.wait = undefined;
      this.#ready.add(key);
      this.#startReady();
    }
    return true;
  }

  /** Starts nothing more, and resolves once the tasks under way have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ready.clear();
    for (const entry of this.#entries.values()) entry.wait?.end.abort();
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
  }

  #open(key: string): Entry<Hint> | undefined {
    if (this.#entries.size >= this.#options.capacity) return undefined;
    const entry: Entry<Hint> = { hint: undefined, running: false, owed: false, wait: undefined };
    this.#entries.set(key, entry);
    return entry;
  }

  #startReady(): void {
    for (const key of this.#ready) {
      if (this.#running >= this.#options.parallelism) return;
      const entry = this.#entries.get(key);
      this.#ready.delete(key);
      if (entry !== undefined) void this.#start(key, entry);
    }
  }

  async #start(key: string, entry: Entry<Hint>): Promise<void> {
    const hint = this.#hintOf(entry);
    entry.hint = undefined;
    entry.owed = false;
    entry.running = true;
    this.#running += 1;
    const again = await this.#options.work(key, hint);
    this.#running -= 1;
    entry.running = false;
    if (this.#stopped) {
      if (this.#running === 0) this.#drained?.();
      return;
    }
    this.#next(key, entry, again);
    this.#startReady();
  }

  #hintOf({ hint, owed }: Entry<Hint>): Hint {
    const { idle, merge } = this.#options;
    if (hint === undefined) return idle;
    return owed ? merge(idle, hint) : hint;
  }

  #next(key: string, entry: Entry<Hint>, again: Again): void {
    entry.owed = again !== undefined;
    if (again !== undefined && (again.strict || entry.hint === undefined)) {
      void this.#waitFor(key, entry, again);
    } else if (entry.hint === undefined) {
      this.#entries.delete(key);
    } else {
      this.#ready.add(key);
    }
  }

  async #waitFor(key: string, entry: Entry<Hint>, { inMs, strict }: NonNullable<Again>): Promise<void> {
    const end = new AbortController();
    const wait = { end, strict };
    entry.wait = wait;
    try {
      await this.#options.clock.sleep(inMs, end.signal);
    } catch {
      return; // a hint came first, or the queue was stopped
    }
    if (entry.wait !== wait || this.#stopped) return;
    entry.wait = undefined;
    this.#ready.add(key);
    this.#startReady();
  }
}
