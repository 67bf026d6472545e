import type { Connection } from '../dial/connection.ts';
import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { AuthServiceService, type Event, type Watch } from '../gen/teleport/auth_service.js';
import { streamCall } from '../calls/stream-call.ts';
import { KIND, readEvent, type AccessRequestEvent } from './watch-event.ts';

/** How a watch is to be. */
export interface WatchOptions {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** How long connecting and the wait for the first event may take together, milliseconds. Defaults to 15 s, as in Teleport's own plugins. */
  readonly initTimeoutMs?: number;
}

const INIT_TIMEOUT_MS = 15_000;

const WATCH: Watch = {
  kinds: [{ kind: KIND, loadSecrets: false, name: '', filter: {}, subKind: '', version: '' }],
  allowPartialSuccess: false,
};

/**
 * One stream of changes to access requests; the first event is `init`. It ends when the server ends it, and when the
 * identity was renewed, so that the next stream uses the new certificate; it throws a `TeleportError` when it breaks,
 * and `cancelled` when the signal aborts. Leaving the loop ends the stream.
 */
export async function* watchAccessRequests(
  connection: Connection,
  { signal, initTimeoutMs = INIT_TIMEOUT_MS }: WatchOptions,
): AsyncGenerator<AccessRequestEvent, void, undefined> {
  const lease = await connection.lease({ signal, deadlineMs: initTimeoutMs });
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), Math.max(1, lease.budget.remainingMs()));
  const ended = AbortSignal.any([signal, patience.signal, lease.retired]);
  let first = true;
  try {
    const definition = AuthServiceService.watchEvents;
    for await (const wire of streamCall(lease, { definition, request: WATCH, signal: ended })) {
      if (first) checkInit(wire);
      const event = readEvent(wire);
      if (event === undefined || (event.kind === 'init' && !first)) continue;
      clearTimeout(timer);
      first = false;
      yield event;
    }
    if (first) throw noInit('the stream ended before it');
  } catch (error) {
    if (!gaveUp(error, signal)) throw error;
    if (patience.signal.aborted) throw noInit(`none came within ${initTimeoutMs} ms`);
    if (!lease.retired.aborted) throw error;
  } finally {
    clearTimeout(timer);
    lease.release();
  }
}

function checkInit(wire: Event): void {
  if (readEvent(wire)?.kind !== 'init') throw noInit('another event came first');
  if (wire.resource?.$case !== 'watchStatus') return;
  const accepted = wire.resource.value.spec?.kinds ?? [];
  if (accepted.some(({ kind }) => kind === KIND)) return;
  throw notDone(
    'permission-denied',
    "WatchEvents: Teleport did not accept the kind access_request. Give the plugin's role access_request: list, read.",
  );
}

/** Whether a stream ended because this side gave it up, for another reason than the caller's signal. */
function gaveUp(error: unknown, signal: AbortSignal): boolean {
  return error instanceof TeleportError && error.code === 'cancelled' && !signal.aborted;
}

function noInit(why: string): TeleportError {
  return notDone(
    'watch-no-init',
    `WatchEvents: the first event was awaited, but ${why}. Check what is between here and Teleport, and the Auth Service's load; the watch can be opened again.`,
  );
}
