import { TeleportError } from '../errors/teleport-error.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { BASE_MS, CAP_MS, decorrelatedJitter } from './decorrelated-jitter.ts';
import type { AccessRequestEvent } from './watch-event.ts';

/** What following says. */
export type FollowedEvent =
  /** A stream is open: what happened before it may have been missed, so list the requests now. */
  { readonly kind: 'resync' } | Exclude<AccessRequestEvent, { readonly kind: 'init' }>;

/** A stream that ended. */
export interface LostStream {
  /** Why; undefined when the server ended it cleanly or the identity was renewed. */
  readonly error: TeleportError | undefined;
  /** The pause before the next attempt, milliseconds. */
  readonly retryInMs: number;
}

/** How requests are followed. Time and chance come in, so that tests can be in charge of them. */
export interface FollowOptions {
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Resolves after so many milliseconds, or rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since some moment in the past; never runs backwards. */
  readonly now: () => number;
  /** Told of each loss. */
  readonly onLost?: (lost: LostStream) => void;
  /** Throws at the first loss instead of reconnecting: what `TELEPORT_PLUGIN_FAIL_FAST=true` asks for. Defaults to false. */
  readonly failFast?: boolean;
  /** See `watchAccessRequests`. */
  readonly initTimeoutMs?: number;
}

/**
 * Follows access requests for ever: streams are opened again after every loss, with decorrelated jitter. Ends when
 * the signal aborts; throws only when the client is closed, or with `failFast`.
 */
export async function* followAccessRequests(
  client: Pick<TeleportClient, 'watchAccessRequests'>,
  options: FollowOptions,
): AsyncGenerator<FollowedEvent, void, undefined> {
  const { signal, initTimeoutMs } = options;
  let pause = BASE_MS;
  while (!signal.aborted) {
    const openedAt = options.now();
    let error: TeleportError | undefined;
    try {
      const stream = client.watchAccessRequests({
        signal,
        ...(initTimeoutMs !== undefined && { initTimeoutMs }),
      });
      for await (const event of stream) yield event.kind === 'init' ? { kind: 'resync' } : event;
    } catch (thrown) {
      if (signal.aborted) return;
      error = lossOf(thrown);
    }
    if (options.failFast === true) throw error ?? endedCleanly();
    // A stream that lived longer than any pause was a good one: the next loss begins anew.
    if (options.now() - openedAt > CAP_MS) pause = BASE_MS;
    pause = decorrelatedJitter(pause, options.random());
    if (signal.aborted) return;
    options.onLost?.({ error, retryInMs: pause });
    await options.sleep(pause, signal).catch(() => undefined);
  }
}

/** A loss that another stream can mend; anything else is thrown on. */
function lossOf(thrown: unknown): TeleportError {
  if (thrown instanceof TeleportError && thrown.code !== 'closed') return thrown;
  throw thrown;
}

function endedCleanly(): TeleportError {
  return new TeleportError({
    code: 'watch-ended',
    outcome: 'not-done',
    message:
      'WatchEvents: the server ended the stream, and this program was told not to open another one. Start it again.',
  });
}
