import { setMaxListeners } from 'node:events';
import { notDone } from '../errors/not-done.ts';
import type { CallLimits } from './call-limits.ts';

/** A caller's limits, started: what is left of them can be asked at each step of a call. */
export interface Budget {
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Milliseconds that are left; zero or less when there are none. */
  remainingMs(): number;
}

/** Starts counting. */
export function startBudget({ signal, deadlineMs }: CallLimits): Budget {
  // Any number of calls at once may share one signal; Node's warning about that many listeners would be noise.
  setMaxListeners(0, signal);
  const endsAt = performance.now() + deadlineMs;
  return { signal, deadlineMs, remainingMs: () => endsAt - performance.now() };
}

/** Throws when nothing is left, as long as nothing was sent. */
export function checkBudget(budget: Budget, what: string): void {
  if (budget.signal.aborted)
    throw notDone('cancelled', `${what}: cancelled by the caller before it was sent.`);
  if (budget.remainingMs() <= 0) {
    throw notDone(
      'deadline-exceeded',
      `${what}: the time limit of ${budget.deadlineMs} ms passed before it was sent.`,
    );
  }
}

/** Waits for a promise no longer than the budget allows. The promise itself goes on. */
export async function within<T>(budget: Budget, what: string, promise: Promise<T>): Promise<T> {
  checkBudget(budget, what);
  let stop = () => {};
  const spent = new Promise<undefined>((resolve) => {
    const done = () => resolve(undefined);
    const timer = setTimeout(done, budget.remainingMs());
    budget.signal.addEventListener('abort', done, { once: true });
    stop = () => {
      clearTimeout(timer);
      budget.signal.removeEventListener('abort', done);
    };
  });
  try {
    const first = await Promise.race([promise.then((value) => ({ value })), spent]);
    if (first !== undefined) return first.value;
  } finally {
    stop();
  }
  checkBudget(budget, what);
  throw notDone(
    'deadline-exceeded',
    `${what}: the time limit of ${budget.deadlineMs} ms passed before it was sent.`,
  );
}
