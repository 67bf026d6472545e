import { AccessPluginError, asAccessPluginError } from '../errors.ts';
import type { WatchEvent } from '../ports/access-requests.ts';
import { backoffMs } from '../backoff.ts';
import { pause } from './pause.ts';
import type { PluginContext } from '../plugin-context.ts';

/** What the watch tells the rest. */
export interface WatchTarget {
  readonly context: PluginContext;
  /** The stream is open: what happened before must be listed. */
  readonly onReady: () => void;
  readonly onLost: () => void;
  readonly onEvent: (event: Exclude<WatchEvent, { kind: 'ready' }>) => void;
}

const maxPauseMs = 30_000;

/** Keeps a stream of changes open for ever, until `signal` aborts; with `failFast`, until it is lost. Throws then. */
export async function watchRequests(target: WatchTarget, signal: AbortSignal): Promise<void> {
  const { ports } = target.context;
  let failures = 0;
  while (!signal.aborted) {
    const openedAt = ports.clock.monotonic();
    const error = await follow(target, signal);
    if (signal.aborted) return;
    // One that opens and breaks at once is no success: each opening costs a sweep.
    failures = ports.clock.monotonic() - openedAt > maxPauseMs ? 1 : failures + 1;
    target.onLost();
    if (target.context.settings.failFast)
      throw new AccessPluginError('unavailable', `The watch of access requests ended: ${error}`);
    const retryInMs = backoffMs({
      failures,
      random: ports.random.next(),
      maxMs: maxPauseMs,
      retryAfterMs: undefined,
    });
    ports.observer.report({ kind: 'stream-lost', error, retryInMs });
    await pause(ports.clock, retryInMs, signal);
  }
}

/** Reads one stream to its end. Gives the reason why it ended. */
async function follow(target: WatchTarget, signal: AbortSignal): Promise<string> {
  const { ports, settings } = target.context;
  try {
    for await (const event of ports.requests.watch({ signal, deadlineMs: settings.callTimeoutMs })) {
      if (signal.aborted) break;
      if (event.kind !== 'ready') {
        target.onEvent(event);
        continue;
      }
      ports.observer.report({ kind: 'stream-open' });
      target.onReady();
    }
    return 'the other side ended the stream';
  } catch (thrown) {
    return asAccessPluginError(thrown).message;
  }
}
