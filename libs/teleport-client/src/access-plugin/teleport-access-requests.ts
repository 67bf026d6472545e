import {
  AccessPluginError,
  type AccessRequest,
  type AccessRequests,
  type Call,
  type ReviewSubmission,
  type StateChange,
  type WatchEvent,
} from '@org/access-plugin-core';
import type { AccessRequest as TeleportRequest } from '../resources/access-request.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { AccessRequestEvent } from '../watch/watch-event.ts';
import { missingRight } from './missing-right.ts';
import { refusedReview } from './refused-review.ts';
import { resolvedMeanwhile } from './resolved-meanwhile.ts';
import { inCoreTerms, toAccessPluginError } from './to-access-plugin-error.ts';
import { toAccessRequest } from './to-access-request.ts';

/** The core's port `AccessRequests` over a client. The client stays the caller's to close. */
export function createTeleportAccessRequests(client: TeleportClient): AccessRequests {
  return {
    self: client.user,
    get: async (requestId, call) => {
      const found = await inCoreTerms(client.getAccessRequest(requestId, call));
      return found && (toAccessRequest(found) ?? inUnknownState(found, 'refused'));
    },
    listPending: (call) => pendingPages(client, call),
    watch: (call) => watch(client, call),
    resolve: (change, call) => resolve(client, change, call),
    submitReview: (review, call) => submitReview(client, review, call),
  };
}

/** Teleport takes a state that is set already and replaces its reason, so the request is read right before. */
async function resolve(
  client: TeleportClient,
  { requestId, to, reason, delegator }: StateChange,
  call: Call,
): Promise<void> {
  const before = await inCoreTerms(client.getAccessRequest(requestId, call));
  if (before !== undefined && before.state !== 'pending') throw resolvedMeanwhile(before);
  try {
    await client.setAccessRequestState({ id: requestId, state: to, reason, delegator }, call);
  } catch (error) {
    throw await missingRight(client, error, call);
  }
}

async function submitReview(
  client: TeleportClient,
  review: ReviewSubmission,
  call: Call,
): Promise<AccessRequest> {
  const { requestId, to, reason, author } = review;
  const named = author === undefined ? {} : { onBehalfOf: author };
  const reviewed = await client
    .submitAccessReview({ requestId, proposedState: to, reason, ...named }, call)
    .catch(async (error: unknown) => {
      throw await refusedReview(client, { review, error }, call);
    });
  return toAccessRequest(reviewed) ?? inUnknownState(reviewed, 'outcome-unknown');
}

async function* pendingPages(client: TeleportClient, call: Call): AsyncGenerator<readonly AccessRequest[]> {
  try {
    for await (const page of client.listAccessRequests({ state: 'pending' }, call)) {
      yield page.flatMap((request) => toAccessRequest(request) ?? []);
    }
  } catch (error) {
    throw toAccessPluginError(error);
  }
}

async function* watch(client: TeleportClient, { signal, deadlineMs }: Call): AsyncGenerator<WatchEvent> {
  try {
    for await (const event of client.watchAccessRequests({ signal, initTimeoutMs: deadlineMs })) {
      yield* toWatchEvents(event);
    }
  } catch (error) {
    throw toAccessPluginError(error);
  }
}

function toWatchEvents(event: AccessRequestEvent): readonly WatchEvent[] {
  switch (event.kind) {
    case 'init':
      return [{ kind: 'ready' }];
    case 'put': {
      const request = toAccessRequest(event.request);
      return request === undefined ? [] : [{ kind: 'put', request }];
    }
    case 'delete':
      return [{ kind: 'deleted', requestId: event.id }];
  }
}

/** A read of it is of no use; a review that was answered with it took effect all the same. */
function inUnknownState({ id }: TeleportRequest, code: 'refused' | 'outcome-unknown'): never {
  const message = `Access request ${id} is in a state that this version does not know. Upgrade the plugin.`;
  throw new AccessPluginError(code, message);
}
