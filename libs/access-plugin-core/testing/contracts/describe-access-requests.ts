import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../src/domain/access-request.ts';
import type { AccessRequests, WatchEvent } from '../../src/ports/access-requests.ts';
import { nextEvent } from './next-event.ts';
import { abandonedCall, failure, patientCall } from './patient-call.ts';

/** The system of requests under test, with what people do there. */
export interface AccessRequestsSubject {
  readonly requests: AccessRequests;
  /** A requester creates a pending request with this reason; one approval or one denial settles it. Gives its id. */
  createRequest(reason: string): Promise<string>;
  /** Somebody who may reviews it. */
  review(requestId: string, to: 'approved' | 'denied', reason: string): Promise<void>;
  /** Somebody deletes it, or it expires. */
  deleteRequest(requestId: string): Promise<void>;
  close(): Promise<void>;
}

/** What every `AccessRequests` must do, in real time. Needs vitest. */
export function describeAccessRequests(name: string, make: () => Promise<AccessRequestsSubject>): void {
  describe(`${name} as AccessRequests`, () => {
    let subject: AccessRequestsSubject;
    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.close());

    describe('reading', () => readingTests(() => subject));
    describe('watching', () => watchingTests(() => subject));
    describe('deciding', () => decidingTests(() => subject));
  });
}

function readingTests(subject: () => AccessRequestsSubject): void {
  it('reads a pending request with its reason, requester and times', async () => {
    const id = await subject().createRequest('to fix "the" build 🦊');
    const request = await subject().requests.get(id, patientCall());
    expect(request).toMatchObject({ id, state: 'pending', reason: 'to fix "the" build 🦊', reviews: [] });
    expect(request?.user).not.toBe('');
    expect(request?.roles.length).toBeGreaterThan(0);
    expect(request?.created).toBeGreaterThan(1_000_000_000_000);
    expect(request?.expires).toBeGreaterThan(request?.created ?? Infinity);
  });

  it('gives undefined for a request that is not there', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await subject().requests.get(unknown, patientCall())).toBeUndefined();
    const id = await subject().createRequest('soon gone');
    await subject().deleteRequest(id);
    expect(await subject().requests.get(id, patientCall())).toBeUndefined();
  });

  it('lists every pending request once, and no other', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 5; made += 1) ids.push(await subject().createRequest(`number ${made}`));
    const [settled, ...pending] = ids;
    await subject().review(settled ?? '', 'denied', 'no');
    expect((await listed(subject().requests)).toSorted()).toEqual(pending.toSorted());
  });

  it('shows the reviews of people, with author, proposal and reason', async () => {
    const id = await subject().createRequest('please');
    await subject().review(id, 'denied', 'not today');
    const request = await subject().requests.get(id, patientCall());
    expect(request?.state).toBe('denied');
    expect(request?.reviews).toMatchObject([{ proposes: 'denied', reason: 'not today' }]);
    expect(request?.reviews[0]?.author).not.toBe('');
  });

  it('does nothing for a caller who has given up', async () => {
    const id = await subject().createRequest('please');
    await expect(subject().requests.get(id, abandonedCall())).rejects.toMatchObject(failure('aborted'));
    await expect(
      subject().requests.resolve(
        { requestId: id, to: 'denied', reason: '', delegator: 'test' },
        abandonedCall(),
      ),
    ).rejects.toMatchObject(failure('aborted'));
    expect(await subject().requests.get(id, patientCall())).toMatchObject({ state: 'pending' });
  });
}

function watchingTests(subject: () => AccessRequestsSubject): void {
  const open = (signal: AbortSignal): AsyncIterator<WatchEvent> =>
    subject().requests.watch({ signal, deadlineMs: 10_000 })[Symbol.asyncIterator]();

  it('says ready first, replays nothing, then tells of a creation, a review and a deletion', async () => {
    const before = await subject().createRequest('before the stream');
    const controller = new AbortController();
    const stream = open(controller.signal);
    expect(await stream.next()).toMatchObject({ done: false, value: { kind: 'ready' } });
    const id = await subject().createRequest('during the stream');
    const first = await stream.next();
    expect(first).toMatchObject({ value: { kind: 'put', request: { id, state: 'pending' } } });
    await subject().review(id, 'approved', 'fine');
    await nextEvent(stream, (event) => event.kind === 'put' && event.request.state === 'approved');
    await subject().deleteRequest(before);
    await nextEvent(stream, (event) => event.kind === 'deleted' && event.requestId === before);
    controller.abort();
    await ended(stream);
  });

  it('ends when its caller gives up while it waits', async () => {
    const controller = new AbortController();
    const stream = open(controller.signal);
    await stream.next();
    const waiting = stream.next().then(
      () => 'ended',
      () => 'ended',
    );
    controller.abort();
    expect(await waiting).toBe('ended');
  });

  it('serves two streams at once', async () => {
    const controller = new AbortController();
    const streams = [open(controller.signal), open(controller.signal)];
    for (const stream of streams) await stream.next();
    const id = await subject().createRequest('for both');
    for (const stream of streams) {
      await nextEvent(stream, (event) => event.kind === 'put' && event.request.id === id);
    }
    controller.abort();
    for (const stream of streams) await ended(stream);
  });
}

function decidingTests(subject: () => AccessRequestsSubject): void {
  const resolve = (requestId: string, to: 'approved' | 'denied', reason = 'because'): Promise<void> =>
    subject().requests.resolve({ requestId, to, reason, delegator: 'jira:someone' }, patientCall());
  const state = async (requestId: string): Promise<AccessRequest | undefined> =>
    subject().requests.get(requestId, patientCall());

  it('approves and denies, with the reason', async () => {
    for (const to of ['approved', 'denied'] as const) {
      const id = await subject().createRequest('please');
      await resolve(id, to, `word for ${to}`);
      expect(await state(id)).toMatchObject({ state: to, resolveReason: `word for ${to}` });
    }
  });

  it('cannot approve what is denied: a denial is final', async () => {
    const id = await subject().createRequest('please');
    await resolve(id, 'denied');
    await expect(resolve(id, 'approved')).rejects.toSatisfy(
      (error: { code?: string }) => error.code === 'refused' || error.code === 'conflict',
    );
    expect(await state(id)).toMatchObject({ state: 'denied' });
  });

  it('cannot decide what is not there', async () => {
    await expect(resolve('00000000-0000-4000-8000-000000000000', 'denied')).rejects.toMatchObject(
      failure('not-found'),
    );
  });

  it('submits a review of its own, and says when there is one already', async () => {
    const id = await subject().createRequest('please');
    const review = { requestId: id, to: 'denied', reason: 'change 7' } as const;
    const after = await subject().requests.submitReview(review, patientCall());
    expect(after.reviews).toMatchObject([
      { author: subject().requests.self, proposes: 'denied', reason: 'change 7' },
    ]);
    const again = subject().requests.submitReview(review, patientCall());
    await expect(again).rejects.toSatisfy(
      (error: { code?: string }) => error.code === 'already-exists' || error.code === 'refused',
    );
    expect((await state(id))?.reviews).toHaveLength(1);
  });
}

async function listed(requests: AccessRequests): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of requests.listPending(patientCall()))
    ids.push(...page.map((request) => request.id));
  return ids;
}

/** A stream may end either way once its caller has given up. */
async function ended(stream: AsyncIterator<WatchEvent>): Promise<void> {
  for (;;) {
    const step = await stream.next().catch(() => ({ done: true }) as const);
    if (step.done === true) return;
  }
}
