import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterEvent } from '../cluster/cluster-state.ts';
import type { Caller } from '../cluster/users.ts';
import { rulesOf } from '../cluster/version-rules.ts';
import { TeleportFakeError } from '../errors.ts';
import type { Event, Watch } from '../gen/fake/auth_service.ts';
import type { WatchKind } from '../gen/fake/resources.ts';
import { enter, pass, type ServerContext } from './call-guard.ts';
import type { RequestHistory } from './request-history.ts';
import { StatusError } from './status-error.ts';
import { changeEvent, initEvent } from './watch-event.ts';
import { requireFilter } from './watch-filter.ts';

type WatchCall = ServerWritableStream<Watch, Event>;

/** How a stream ends: cleanly, for want of a server, or because the reader lagged. */
export type StreamEnd = 'clean' | 'unavailable' | 'slow-consumer';

/** The watch streams that are open. */
export interface WatchStreams {
  open(call: WatchCall): void;
  count(): number;
  cut(how: StreamEnd): void;
}

/** No stream yet. */
export function createWatchStreams(context: ServerContext, history: RequestHistory): WatchStreams {
  const live = new Set<WatchCall>();
  return {
    open: (call) => {
      const point = { method: 'WatchEvents', resource: '' };
      const run = async (): Promise<void> => {
        const caller = enter(context, call, point);
        const kinds = acceptedKinds(context.cluster, caller, call.request);
        if (!(await pass(context, call, { ...point, when: 'before' }))) return;
        follow(context, call, { kinds, live, history });
      };
      run().catch((error: unknown) => call.emit('error', StatusError.from(error)));
    },
    count: () => live.size,
    cut: (how) => {
      for (const call of [...live]) end(call, how);
    },
  };
}

/** INIT first, then what changes from now on; from a polled store also what changed just before. */
function follow(
  context: ServerContext,
  call: WatchCall,
  of: { kinds: readonly WatchKind[]; live: Set<WatchCall>; history: RequestHistory },
): void {
  const { kinds } = of;
  call.write(initEvent(context.settings.watchStatus ? kinds : undefined));
  const stop = subscribe(context, of.history, (change) => {
    const event = changeEvent(change, { kinds, rules: rulesOf(context.cluster.settings.serverVersion) });
    if (event !== undefined) call.write(event);
  });
  const forget = (): void => {
    stop();
    of.live.delete(call);
  };
  of.live.add(call);
  call.on('cancelled', forget);
  call.on('close', forget);
  call.on('finish', forget);
  call.on('error', forget);
}

/**
 * A store that is polled (seen: sqlite, each second) begins a stream at its last poll: changes from before the watch
 * follow INIT, as the states that they were, and later ones come with the next poll.
 */
function subscribe(
  { cluster, settings }: ServerContext,
  history: RequestHistory,
  tell: (change: ClusterEvent) => void,
): () => void {
  const { watchPollMs } = settings;
  if (watchPollMs === 0) return cluster.subscribe(tell);
  for (const change of history.within(watchPollMs)) tell(change);
  const waiting: ClusterEvent[] = [];
  const stop = cluster.subscribe((change) => waiting.push(change));
  const poll = setInterval(() => {
    for (const change of waiting.splice(0)) tell(change);
  }, watchPollMs);
  return () => {
    clearInterval(poll);
    stop();
  };
}

function end(call: WatchCall, how: StreamEnd): void {
  switch (how) {
    case 'clean':
      call.end();
      return;
    case 'unavailable':
      call.emit('error', new StatusError(status.UNAVAILABLE, 'transport is closing'));
      return;
    case 'slow-consumer':
      call.emit(
        'error',
        new StatusError(status.UNKNOWN, 'failed to process fanout buffer backlog within grace period'),
      );
  }
}

/** One kind that is not allowed refuses the whole watch, unless partial success will do. */
function acceptedKinds(cluster: Cluster, caller: Caller, watch: Watch): readonly WatchKind[] {
  if (watch.kinds.length === 0) {
    throw new TeleportFakeError('access-denied', "can't setup global watch");
  }
  for (const kind of watch.kinds) if (kind.kind === 'access_request') requireFilter(kind.filter);
  const accepted = watch.kinds.filter((kind) => isAllowed(cluster, caller, { kind, watch }));
  if (accepted.length > 0) return accepted;
  throw new TeleportFakeError('bad-parameter', 'none of the requested kinds can be watched');
}

function isAllowed(cluster: Cluster, caller: Caller, of: { kind: WatchKind; watch: Watch }): boolean {
  const { kind } = of;
  if (kind.kind === 'access_request' && kind.filter['user'] === caller.user) return true;
  try {
    cluster.requireVerbs(caller, { resource: kind.kind, verbs: ['read'] });
    return true;
  } catch (error) {
    if (of.watch.allowPartialSuccess) return false;
    throw error;
  }
}
