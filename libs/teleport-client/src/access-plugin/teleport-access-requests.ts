import {
  AccessPluginError,
  type AccessRequest,
  type AccessRequests,
  type Call,
  type WatchEvent,
} from '@org/access-plugin-core';
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
      return found && known(found);
    },
    listPending: (call) => pendingPages(client, call),
    watch: (call) => watch(client, call),
    resolve: ({ requestId, to, reason, delegator }, call) =>
      inCoreTerms(client.setAccessRequestState({ id: requestId, state: to, reason, delegator }, call)),
    submitReview: async ({ requestId, to, reason, author, annotations }, call) => {
      const review = { requestId, proposedState: to, reason, annotations };
      const named = author === undefined ? review : { ...review, onBehalfOf: author };
      return known(await inCoreTerms(client.submitAccessReview(named, call)));
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

function known(request: TeleportRequest): AccessRequest {
  const converted = toAccessRequest(request);
  if (converted !== undefined) return converted;
  throw new AccessPluginError(
    'refused',
    `Access request ${request.id} is in a state that this version does not know. Upgrade the plugin.`,
  );
}
