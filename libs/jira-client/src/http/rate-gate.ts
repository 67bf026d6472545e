import { JiraError, type JiraPause } from '../api/jira-error.ts';
import type { JiraClock } from '../api/jira-clock.ts';
import { LONGEST_PAUSE_MS, type StatedPause } from './pause-of.ts';

/** What the gate needs to know of a call. */
export interface GatedCall {
  readonly operation: string;
  /** Method and path without ids: `GET /issue/{id}`. */
  readonly endpoint: string;
  readonly effect: 'read' | 'write';
  readonly issueId?: string | undefined;
}

/** How long a call may take: a signal, and a point on the client's clock. */
export interface Patience {
  readonly signal: AbortSignal;
  readonly untilMs: number;
}

/** Stands in front of every call and holds it back as long as Jira asked for. */
export interface RateGate {
  /**
   * Resolves when no pause stands in the way.
   *
   * Throws `rate-limited` (not done) at once when the pause outlasts the caller's patience.
   */
  pass(call: GatedCall, patience: Patience): Promise<void>;
  /** Takes note of a pause that an answer to `call` asked for, and says how long it will be. */
  hold(call: GatedCall, stated: StatedPause): JiraPause;
  /** Takes note of an answer without a complaint: guesses at unstated pauses start small again. */
  clear(): void;
}

/** Creates a gate with no pause in it. */
export function createRateGate(clock: JiraClock): RateGate {
  const pausedUntil = new Map<string, number>();
  let complaints = 0;

  function endOf(call: GatedCall): number {
    return Math.max(...keysOf(call).map((key) => pausedUntil.get(key) ?? 0));
  }

  return {
    async pass(call, { signal, untilMs }) {
      for (let end = endOf(call); end > clock.now(); end = endOf(call)) {
        const forMs = end - clock.now();
        if (end > untilMs) throw tooLong(call, forMs);
        await clock.sleep(forMs, signal);
      }
    },
    hold(call, { scope, forMs }) {
      const guess = Math.min(2000 * 2 ** complaints, 30_000) * (0.7 + 0.6 * clock.random());
      complaints = Math.min(complaints + 1, 10);
      const lasts = Math.min(forMs ?? guess, LONGEST_PAUSE_MS);
      const key = keyOf(scope, call);
      dropPast(pausedUntil, clock.now());
      pausedUntil.set(key, Math.max(pausedUntil.get(key) ?? 0, clock.now() + lasts));
      return { scope, forMs: lasts };
    },
    clear() {
      complaints = 0;
    },
  };
}

/** Jira's limit per issue counts writes alone; reading the issue goes on. */
function keysOf(call: GatedCall): string[] {
  const keys = [keyOf('everything', call), keyOf('endpoint', call)];
  return call.effect === 'write' ? [...keys, keyOf('issue', call)] : keys;
}

function keyOf(scope: JiraPause['scope'], call: GatedCall): string {
  switch (scope) {
    case 'everything':
      return 'everything';
    case 'endpoint':
      return `endpoint ${call.endpoint}`;
    case 'issue':
      // A complaint about an issue on a call that names none (a create) can only mean the endpoint.
      return call.issueId === undefined ? `endpoint ${call.endpoint}` : `issue ${call.issueId}`;
  }
}

function dropPast(pausedUntil: Map<string, number>, nowMs: number): void {
  for (const [key, end] of pausedUntil) if (end <= nowMs) pausedUntil.delete(key);
}

function tooLong(call: GatedCall, forMs: number): JiraError {
  return new JiraError({
    code: 'rate-limited',
    operation: call.operation,
    outcome: 'not-done',
    message:
      `not sent, because Jira asked for a pause that lasts ${String(Math.ceil(forMs / 1000))} s more, longer ` +
      'than this call may take. It can be tried again after that.',
    pause: { scope: 'everything', forMs },
  });
}
