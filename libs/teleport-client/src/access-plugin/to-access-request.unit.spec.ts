import { expect, it } from 'vitest';
import {
  AccessRequestKind,
  AccessRequestSpecV3,
  AccessRequestV3,
  RequestState,
} from '../gen/teleport/types.js';
import { timestampOf } from '../resources/instant.ts';
import { readAccessRequest } from '../resources/read-access-request.ts';
import { toAccessRequest } from './to-access-request.ts';

function request(spec: Partial<AccessRequestSpecV3>) {
  const empty = AccessRequestV3.decode(new Uint8Array());
  return readAccessRequest({ ...empty, spec: { ...AccessRequestSpecV3.decode(new Uint8Array()), ...spec } });
}

it('gives durations where Teleport stores the instants at which they end', () => {
  const times = {
    created: timestampOf(1_000),
    expires: timestampOf(9_000),
    maxDuration: timestampOf(8_000),
    sessionTtl: timestampOf(3_000),
  };
  expect(toAccessRequest(request({ state: RequestState.PENDING, ...times }))).toMatchObject({
    state: 'pending',
    created: 1_000,
    expires: 9_000,
    maxDuration: 7_000,
    sessionTtl: 2_000,
  });
});

it('leaves out times that are unset', () => {
  const converted = toAccessRequest(request({ state: RequestState.PENDING }));
  for (const time of ['created', 'expires', 'pendingUntil', 'maxDuration', 'sessionTtl', 'assumeStart']) {
    expect(converted).not.toHaveProperty(time);
  }
});

it.each([RequestState.NONE, 42 as RequestState])('gives nothing to act on in state %i', (state) => {
  expect(toAccessRequest(request({ state }))).toBeUndefined();
});

it.each([
  [AccessRequestKind.UNDEFINED, 'undefined'],
  [AccessRequestKind.SHORT_TERM, 'short-term'],
  [AccessRequestKind.LONG_TERM, 'long-term'],
  [7 as AccessRequestKind, 'unknown'],
])('gives kind %i as %s', (requestKind, kind) => {
  expect(toAccessRequest(request({ state: RequestState.PENDING, requestKind }))).toMatchObject({ kind });
});

it('takes no review for a word that it is not', () => {
  const review = {
    author: 'bob',
    roles: [],
    reason: 'r',
    created: timestampOf(5),
    annotations: undefined,
    accessList: undefined,
    assumeStartTime: undefined,
    submittedBy: '',
    submittedOnBehalfOfAuthor: false,
  };
  const reviews = [
    { ...review, proposedState: RequestState.APPROVED, submittedBy: 'access-plugin' },
    { ...review, proposedState: RequestState.PENDING },
    { ...review, proposedState: 42 as RequestState },
    { ...review, proposedState: RequestState.PROMOTED },
  ];
  expect(toAccessRequest(request({ state: RequestState.PENDING, reviews }))?.reviews).toEqual([
    { author: 'bob', proposes: 'approved', reason: 'r', created: 5, submittedBy: 'access-plugin' },
    { author: 'bob', proposes: 'promoted', reason: 'r', created: 5 },
  ]);
});
