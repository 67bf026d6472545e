import type { Logger } from 'pino';

/** What a start waits for. */
export interface Reaching {
  /** For the log: "Jira". */
  readonly name: string;
  /** Where it is reached; part of every message. */
  readonly address: string;
  /** Whether the cause of a failure can pass without anybody's help. */
  readonly canPass: (error: unknown) => boolean;
}

export interface ReachingParts {
  readonly log: Pick<Logger, 'warn'>;
  readonly signal: AbortSignal;
  /** True: the first failure is thrown, whatever it is. */
  readonly failFast: boolean;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/**
 * Tries until it works, with pauses that double up to 30 seconds: an outage ends some day, and a supervisor that
 * starts the process again would do no better. Throws what cannot pass, and the signal's reason once it aborts.
 */
export async function untilReached<T>(
  attempt: () => Promise<T>,
  { name, address, canPass }: Reaching,
  { log, signal, failFast, sleep }: ReachingParts,
): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (failFast || !canPass(error)) throw error;
      const { code, message } = factsOf(error);
      log.warn({ address, code, error: message, pauseMs }, `${name} cannot be reached; it is tried again`);
    }
    try {
      await sleep(pauseMs, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }
}

function factsOf(error: unknown): { readonly code: unknown; readonly message: string } {
  if (!(error instanceof Error))
    return { code: undefined, message: 'a value that is not an error was thrown' };
  return { code: 'code' in error ? error.code : undefined, message: error.message };
}
