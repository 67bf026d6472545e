import type { AccessRequest, RequestState } from '../../src/domain/access-request.ts';
import type { Review } from '../../src/domain/review.ts';
import type { WatchEvent } from '../../src/ports/access-requests.ts';
import type { Fields } from '../../src/ports/plugin-data-store.ts';
import { refusal } from './refuse.ts';

/** How long a record outlives the access of its request, in milliseconds. */
export const recordOutlivesMs = 3_600_000;

/** The state of a system that holds access requests, with what people may do to it. Everything is synchronous. */
export interface Cluster {
  readonly requests: ReadonlyMap<string, AccessRequest>;
  readonly records: ReadonlyMap<string, Fields>;
  /** Adds a pending request; what is not given gets a value that makes sense. */
  add(request: Partial<AccessRequest>): AccessRequest;
  /** A denied request stays denied; otherwise the last word counts. Throws `not-found` and `refused`. */
  setState(requestId: string, to: Exclude<RequestState, 'pending'>, reason: string): AccessRequest;
  /** Sets a request back to pending, as an administrator of the system can, also after an approval. */
  reopen(requestId: string): AccessRequest;
  /** One review an author; resolves the request when a threshold is met. */
  review(requestId: string, review: Review): AccessRequest;
  /** Deletes a request, or lets it expire: the same thing from outside. Its record stays for a while. */
  remove(requestId: string): void;
  removeRecord(requestId: string): void;
  /** Writes if what is expected holds; "" stands for absent on both sides. */
  swap(requestId: string, expect: Fields, set: Fields): void;
  /** Tells every change; gives a function that stops it. */
  listen(hear: (event: WatchEvent) => void): () => void;
}

/** An empty cluster. `now` gives milliseconds since the epoch. */
export function createCluster(now: () => number): Cluster {
  const requests = new Map<string, AccessRequest>();
  const records = new Map<string, Fields>();
  const listeners = new Set<(event: WatchEvent) => void>();
  let made = 0;

  const put = (request: AccessRequest): AccessRequest => {
    requests.set(request.id, request);
    for (const hear of listeners) hear({ kind: 'put', request });
    return request;
  };
  const existing = (requestId: string): AccessRequest => {
    const request = requests.get(requestId);
    if (request === undefined) throw refusal('not-found', `There is no access request ${requestId}.`);
    return request;
  };

  return {
    requests,
    records,
    add: (given) => {
      made += 1;
      return put(withUsualValues(given, made, now()));
    },
    setState: (requestId, to, reason) => put(moved(existing(requestId), to, reason)),
    reopen: (requestId) => put(reopened(existing(requestId))),
    review: (requestId, review) => put(reviewed(existing(requestId), review)),
    remove: (requestId) => {
      if (!requests.delete(requestId)) return;
      for (const hear of listeners) hear({ kind: 'deleted', requestId });
    },
    removeRecord: (requestId) => void records.delete(requestId),
    swap: (requestId, expect, set) => {
      const held = records.get(requestId);
      if (held === undefined) existing(requestId);
      records.set(requestId, swapped(held ?? {}, expect, set));
    },
    listen: (hear) => {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
  };
}

function withUsualValues(given: Partial<AccessRequest>, made: number, now: number): AccessRequest {
  return {
    id: `request-${made}`,
    state: 'pending',
    user: 'alice',
    roles: ['editor'],
    resources: [],
    reason: 'to fix the build',
    resolveReason: '',
    reviews: [],
    thresholds: [{ name: 'default', approve: 1, deny: 1 }],
    suggestedReviewers: [],
    kind: 'undefined',
    annotations: {},
    created: now,
    expires: now + 8 * 3_600_000,
    pendingUntil: now + 8 * 3_600_000,
    ...given,
  };
}

function moved(request: AccessRequest, to: RequestState, reason: string): AccessRequest {
  if (request.state === 'denied' && to !== 'denied') {
    throw refusal('refused', `Access request ${request.id} is already denied; a denial is final.`);
  }
  return { ...request, state: to, resolveReason: reason };
}

/** An approval moved the end of the request to the end of the access, where it stays (seen on Teleport 15.3.1). */
function reopened(request: AccessRequest): AccessRequest {
  const { expires } = request;
  const until = expires === undefined ? {} : { pendingUntil: expires };
  return { ...request, ...until, state: 'pending', resolveReason: '' };
}

function reviewed(request: AccessRequest, review: Review): AccessRequest {
  if (request.state !== 'pending') {
    throw refusal('refused', `The access request has been already ${request.state}.`);
  }
  if (request.reviews.some((other) => other.author === review.author)) {
    throw refusal('already-exists', `${review.author} has reviewed ${request.id} already.`);
  }
  const next = { ...request, reviews: [...request.reviews, review] };
  const votes = next.reviews.filter((other) => other.proposes === review.proposes).length;
  const met = request.thresholds.some((threshold) => {
    const needed = review.proposes === 'denied' ? threshold.deny : threshold.approve;
    return needed > 0 && votes >= needed;
  });
  return met ? { ...next, state: review.proposes, resolveReason: review.reason } : next;
}

function swapped(held: Fields, expect: Fields, set: Fields): Fields {
  for (const [key, value] of Object.entries(expect)) {
    if ((held[key] ?? '') !== value) {
      throw refusal('conflict', `The field ${key} of the record is not as expected: somebody wrote first.`);
    }
  }
  const next = Object.entries({ ...held, ...set }).filter(([, value]) => value !== '');
  return Object.fromEntries(next);
}
