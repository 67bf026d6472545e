import {
  AccessPluginError,
  type AccessRequest,
  type AccessRequests,
  type Call,
  type WatchEvent,
} from '@org/access-plugin-core';
import { TeleportError } from '../errors/teleport-error.ts';
import type { AccessRequest as TeleportRequest } from '../resources/access-request.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { AccessRequestEvent } from '../watch/watch-event.ts';
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
    resolve: ({ requestId, to, reason, delegator }, call) =>
      inCoreTerms(client.setAccessRequestState({ id: requestId, state: to, reason, delegator }, call)),
    submitReview: async ({ requestId, to, reason, author, annotations }, call) => {
      const review = { requestId, proposedState: to, reason, annotations };
      const named = author === undefined ? review : { ...review, onBehalfOf: author };
      const reviewed = await client.submitAccessReview(named, call).catch((error: unknown) => {
        throw refusedReview(error, author);
      });
      return toAccessRequest(reviewed) ?? inUnknownState(reviewed, 'outcome-unknown');
    },
  };
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

/** What no second try would change is said in words for the people at the board. */
function refusedReview(error: unknown, author: string | undefined): unknown {
  const code = error instanceof TeleportError ? error.code : undefined;
  if (code === 'already-exists') {
    const who = author ?? 'The plugin';
    return new AccessPluginError(
      'already-exists',
      `${who} has reviewed this request already, and Teleport takes one review per person.`,
    );
  }
  // Without an author it is the plugin's own role, which a person can mend while the decision waits.
  if (code !== 'permission-denied' || author === undefined) return toAccessPluginError(error);
  return new AccessPluginError(
    'refused',
    `Teleport takes no review of ${author} here: a role of ${author} must allow to review this request (review_requests), and the plugin's role to speak for ${author} (review_requests.submit_for_users).`,
  );
}

/** A read of it is of no use; a review that was answered with it took effect all the same. */
function inUnknownState({ id }: TeleportRequest, code: 'refused' | 'outcome-unknown'): never {
  const message = `Access request ${id} is in a state that this version does not know. Upgrade the plugin.`;
  throw new AccessPluginError(code, message);
}
