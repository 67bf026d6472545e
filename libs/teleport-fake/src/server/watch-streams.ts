import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { AccessRequest } from '../cluster/access-request.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterEvent } from '../cluster/cluster-state.ts';
import type { Caller } from '../cluster/users.ts';
import { TeleportFakeError } from '../errors.ts';
import { Operation, type Event, type Watch } from '../gen/fake/auth_service.ts';
import type { WatchKind } from '../gen/fake/resources.ts';
import { enter, pass, type ServerContext } from './call-guard.ts';
import { metadataOf, requestToWire } from './request-to-wire.ts';
import { StatusError } from './status-error.ts';

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
export function createWatchStreams(context: ServerContext): WatchStreams {
  const live = new Set<WatchCall>();
  return {
    open: (call) => {
      const point = { method: 'WatchEvents', resource: '' };
      const run = async (): Promise<void> => {
        const caller = enter(context, call, point);
        const kinds = acceptedKinds(context.cluster, caller, call.request);
        if (!(await pass(context, call, { ...point, when: 'before' }))) return;
        follow(context, call, { kinds, live });
      };
      run().catch((error: unknown) => call.emit('error', StatusError.from(error)));
    },
    count: () => live.size,
    cut: (how) => {
      for (const call of [...live]) end(call, how);
    },
  };
}

/** INIT first, then only what changes from now on; nothing is replayed. */
function follow(
  context: ServerContext,
  call: WatchCall,
  of: { kinds: readonly WatchKind[]; live: Set<WatchCall> },
): void {
  call.write(initEvent(context.settings.watchStatus ? of.kinds : undefined));
  const stop = context.cluster.subscribe((change) => {
    const event = eventFor(change, of.kinds);
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

function initEvent(kinds: readonly WatchKind[] | undefined): Event {
  const type = Operation.OPERATION_INIT;
  if (kinds === undefined) return { type, resource: undefined };
  const metadata = metadataOf('');
  const value = { kind: 'watch_status', subKind: '', version: 'v1', metadata, spec: { kinds: [...kinds] } };
  return { type, resource: { $case: 'watchStatus', value } };
}

function eventFor(change: ClusterEvent, kinds: readonly WatchKind[]): Event | undefined {
  const own = kinds.filter((kind) => kind.kind === 'access_request');
  switch (change.type) {
    case 'put':
      if (!own.some((kind) => matches(change.request, kind.filter))) return undefined;
      return {
        type: Operation.OPERATION_PUT,
        resource: { $case: 'accessRequest', value: requestToWire(change.request) },
      };
    case 'delete':
      // Filters apply to PUT only: a deletion carries no spec to filter by.
      if (own.length === 0) return undefined;
      return {
        type: Operation.OPERATION_DELETE,
        resource: {
          $case: 'resourceHeader',
          value: { kind: 'access_request', subKind: '', version: 'v3', metadata: metadataOf(change.id) },
        },
      };
  }
}

function matches(request: AccessRequest, filter: Readonly<Record<string, string>>): boolean {
  const { id, user, state } = filter;
  if (id !== undefined && id !== request.id) return false;
  if (user !== undefined && user !== request.user) return false;
  return state === undefined || state.toLowerCase() === request.state;
}
