import { pause, type Scheduler } from '../engine/scheduler.ts';
import { matchesFault, type ActiveFault, type FaultRule } from './fault-rule.ts';

/** What the server must do with a call that a fault hit. */
export type FaultVerdict =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'drop' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    };

interface Entry {
  readonly id: string;
  readonly rule: FaultRule;
  hits: number;
  readonly held: Set<() => void>;
}

interface Waiter {
  readonly id: string;
  readonly hits: number;
  readonly resolve: () => void;
}

const GO_ON: FaultVerdict = { kind: 'go-on' };

/** The faults in force. Each call asks twice: before its effect and after it. */
export class FaultList {
  readonly #scheduler: Scheduler;
  readonly #entries = new Map<string, Entry>();
  readonly #waiters = new Set<Waiter>();
  #next = 1;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Puts a rule in force; the answer is its id. */
  add(rule: FaultRule): string {
    const id = String(this.#next);
    this.#next += 1;
    this.#entries.set(id, { id, rule, hits: 0, held: new Set() });
    return id;
  }

  /** All rules with their counts. */
  list(): readonly ActiveFault[] {
    return [...this.#entries.values()].map(({ id, rule, hits, held }) => ({
      id,
      rule,
      hits,
      held: held.size,
    }));
  }

  get(id: string): ActiveFault | undefined {
    return this.list().find((fault) => fault.id === id);
  }

  /** Lets held calls go on; the rule stays and holds later ones. */
  release(id: string): void {
    const entry = this.#entries.get(id);
    for (const go of entry?.held ?? []) go();
    entry?.held.clear();
  }

  /** Ends a rule and lets its held calls go on. False where there was none. */
  remove(id: string): boolean {
    this.release(id);
    return this.#entries.delete(id);
  }

  /** Ends all rules. */
  clear(): void {
    for (const id of [...this.#entries.keys()]) this.remove(id);
  }

  /** Resolves once `hits` calls (default 1) reached the rule; rejects when the signal ends first. */
  reached(id: string, options: { readonly signal: AbortSignal; readonly hits?: number }): Promise<void> {
    const { signal, hits = 1 } = options;
    if ((this.#entries.get(id)?.hits ?? 0) >= hits) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { id, hits, resolve };
      this.#waiters.add(waiter);
      signal.addEventListener(
        'abort',
        () => {
          this.#waiters.delete(waiter);
          reject(new Error(`No call reached fault ${id} before the wait was ended.`));
        },
        { once: true },
      );
    });
  }

  /** Applies the first rule in force for this call and side. Holding and delaying happen inside. */
  async meet(when: FaultRule['when'], method: string, path: string): Promise<FaultVerdict> {
    const entry = [...this.#entries.values()].find(
      ({ rule, hits }) =>
        rule.when === when && hits < (rule.times ?? Infinity) && matchesFault(rule, method, path),
    );
    if (entry === undefined) return GO_ON;
    entry.hits += 1;
    const verdict = this.#apply(entry);
    this.#tell(entry);
    return verdict;
  }

  async #apply(entry: Entry): Promise<FaultVerdict> {
    const { rule } = entry;
    switch (rule.action) {
      case 'hold':
        await new Promise<void>((resolve) => void entry.held.add(resolve));
        return GO_ON;
      case 'delay':
        await pause(this.#scheduler, rule.delayMs ?? 1000);
        return GO_ON;
      case 'drop':
        return { kind: 'drop' };
      case 'error':
        return { kind: 'answer', status: rule.status ?? 500, headers: rule.headers ?? {}, body: rule.body };
    }
  }

  #tell({ id, hits }: Entry): void {
    for (const waiter of this.#waiters) {
      if (waiter.id !== id || waiter.hits > hits) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}
