/** Time as the fake knows it. Tests inject a manual one; the default is the machine's own. */
export interface Scheduler {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** The machine's clock. Its timers never keep a process alive. */
export const systemScheduler: Scheduler = {
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs` on this scheduler; at once for 0 or less. */
export function pause(scheduler: Scheduler, delayMs: number): Promise<void> {
  if (delayMs <= 0) return Promise.resolve();
  return new Promise((resolve) => void scheduler.after(delayMs, resolve));
}
