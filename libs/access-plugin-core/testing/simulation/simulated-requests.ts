import type { AccessRequest } from '../../src/domain/access-request.ts';
import { AccessPluginError } from '../../src/errors.ts';
import type { AccessRequests, ReviewSubmission, WatchEvent } from '../../src/ports/access-requests.ts';
import type { Call } from '../../src/ports/call.ts';
import { createFeed } from '../in-memory/feed.ts';
import { requester } from './accounts.ts';
import { callMade } from './call-made.ts';
import { deliver, type Incarnation } from './incarnation.ts';
import { send } from './send.ts';
import { valueAt } from './versions.ts';
import type { World } from './world.ts';

/** The plugin's own user name in every cluster. */
export const pluginUser = 'plugin';

/** A cluster's requests as one process sees them: through a network, a cache, and streams that break. */
export function simulatedRequests(world: World, by: Incarnation): AccessRequests {
  const { scheduler } = world;
  const read = <T>(
    name: string,
    about: string,
    { call, effect }: { call: Call; effect: () => T },
  ): Promise<T> =>
    send(world, by, {
      side: 'teleport',
      writes: false,
      made: callMade(by, name, { about, calledAt: scheduler.now }),
      call,
      effect,
    });
  async function* listPending(call: Call): AsyncGenerator<readonly AccessRequest[]> {
    const effect = (): readonly AccessRequest[] => pendingAsSeen(world, by);
    const all = await read('list-pending', '', { call, effect });
    const half = Math.ceil(all.length / 2);
    yield all.slice(0, half);
    if (half < all.length) yield all.slice(half);
  }
  return {
    self: pluginUser,
    get: (requestId, call) => read('get', requestId, { call, effect: () => asSeen(world, by, requestId) }),
    listPending,
    watch: (call) => watching(world, by, call),
    resolve: (change, call) => {
      const made = callMade(by, `resolve ${change.to}`, { about: change.requestId, calledAt: scheduler.now });
      const { cluster } = by.deployment;
      const effect = ({ sentAt }: { sentAt: number }): void => {
        const before = world.cluster(cluster).requests.get(change.requestId);
        world.cluster(cluster).setState(change.requestId, change.to, change.reason);
        if (before === undefined) return;
        const at = scheduler.now;
        world.history.effect({
          kind: 'resolve',
          cluster,
          change,
          before,
          by,
          calledAt: made.calledAt,
          sentAt,
          at,
        });
        world.triggered('decision', change.requestId);
      };
      return send(world, by, { side: 'teleport', writes: true, made, call, effect });
    },
    submitReview: (review, call) => reviewing(world, by, { review, call }),
  };
}

function reviewing(
  world: World,
  by: Incarnation,
  { review, call }: { readonly review: ReviewSubmission; readonly call: Call },
): Promise<AccessRequest> {
  const { scheduler, history } = world;
  const { cluster } = by.deployment;
  const made = callMade(by, `review ${review.to}`, { about: review.requestId, calledAt: scheduler.now });
  const effect = ({ sentAt }: { sentAt: number }): AccessRequest => {
    const author = review.author ?? pluginUser;
    const before = world.cluster(cluster).requests.get(review.requestId);
    if (author === requester)
      throw new AccessPluginError('refused', 'Nobody reviews a request of their own.');
    if (author === 'ben' && world.plan.benMayNotReview)
      throw new AccessPluginError('refused', 'ben may not review.');
    const after = world.cluster(cluster).review(review.requestId, {
      author,
      proposes: review.to,
      reason: review.reason,
      created: world.wall(),
      ...(review.author === undefined ? {} : { submittedBy: pluginUser }),
    });
    if (before !== undefined) {
      const at = scheduler.now;
      history.effect({ kind: 'review', cluster, review, before, by, calledAt: made.calledAt, sentAt, at });
      world.triggered('decision', review.requestId);
    }
    return after;
  };
  return send(world, by, { side: 'teleport', writes: true, made, call, effect });
}

/** How old an answer of the cache can be, in milliseconds. */
export const cacheLagMs = 3_000;

function asSeen(world: World, by: Incarnation, requestId: string): AccessRequest | undefined {
  if (world.isHidden(requestId)) return undefined;
  const { cluster } = by.deployment;
  if (!isStale(world)) return world.cluster(cluster).requests.get(requestId);
  const versions = world.history.requests.get(`${cluster}/${requestId}`) ?? [];
  return valueAt(versions, world.scheduler.now - world.random.int(cacheLagMs));
}

function pendingAsSeen(world: World, by: Incarnation): readonly AccessRequest[] {
  const ids = [...world.cluster(by.deployment.cluster).requests.keys()];
  // A list may be cut; a sweep finds the rest another time.
  const cut = isStale(world) ? ids.slice(0, world.random.int(ids.length + 1)) : ids;
  return cut
    .map((id) => asSeen(world, by, id))
    .filter((request) => request !== undefined)
    .filter((request) => request.state === 'pending');
}

function isStale(world: World): boolean {
  return world.isStormy() && world.random.chance(world.plan.faults.stale);
}

async function* watching(world: World, by: Incarnation, call: Call): AsyncGenerator<WatchEvent> {
  const { cluster } = by.deployment;
  const feed = createFeed<WatchEvent>(call.signal);
  let stop = (): void => undefined;
  await send(world, by, {
    side: 'teleport',
    writes: false,
    made: callMade(by, 'watch', { about: cluster, calledAt: world.scheduler.now }),
    call,
    effect: () => {
      let last = world.scheduler.now;
      const stopHearing = world.cluster(cluster).listen((event) => {
        for (const delayMs of delaysOf(world)) {
          last = Math.max(last, world.scheduler.now + delayMs);
          const run = (): void => {
            if (event.kind === 'put') {
              const { id, state } = event.request;
              world.history.hear({ by, requestId: id, state, at: world.scheduler.now });
            }
            feed.push(event);
          };
          deliver(world, by, { at: last, run });
        }
      });
      const drop = (clean: boolean): void => {
        stopHearing();
        const run = (): void =>
          clean ? feed.end() : feed.fail(new AccessPluginError('unavailable', 'The stream broke.'));
        deliver(world, by, { at: world.scheduler.now, run });
      };
      replayPuts(world, cluster, (request) => {
        const run = (): void => {
          world.history.hear({ by, requestId: request.id, state: request.state, at: world.scheduler.now });
          feed.push({ kind: 'put', request });
        };
        deliver(world, by, { at: last, run });
      });
      const forget = world.onStreamDrop(cluster, drop);
      stop = () => {
        stopHearing();
        forget();
      };
    },
  });
  try {
    yield { kind: 'ready' };
    yield* feed;
  } finally {
    stop();
  }
}

/** A real server may begin a stream with changes of the last second, each as it was then. */
const replayedMs = 1_000;

function replayPuts(world: World, cluster: string, put: (request: AccessRequest) => void): void {
  if (!world.isStormy()) return;
  for (const [id, versions] of world.history.requests) {
    if (!id.startsWith(`${cluster}/`)) continue;
    for (const { at, value } of versions)
      if (value !== undefined && at >= world.scheduler.now - replayedMs) put(value);
  }
}

/** When an event arrives: at times late, at times twice. Streams keep their order. */
function delaysOf(world: World): readonly number[] {
  const { plan, random } = world;
  const quick = 2 + random.int(50);
  if (!world.isStormy() || !random.chance(plan.faults.streamTrouble)) return [quick];
  return random.chance(0.5) ? [quick, quick + random.int(5_000)] : [random.int(20_000)];
}
