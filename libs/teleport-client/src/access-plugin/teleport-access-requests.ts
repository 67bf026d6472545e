import {
  AccessPluginError,
  type AccessRequest,
  type AccessRequests,
  type Call,
  type WatchEvent,
} from '@org/access-plugin-core';
import { isAboutAuthor } from '../errors/is-about-author.ts';
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
    submitReview: async ({ requestId, to, reason, author }, call) => {
      const review = { requestId, proposedState: to, reason };
      const named = author === undefined ? review : { ...review, onBehalfOf: author };
      const reviewed = await client.submitAccessReview(named, call).catch((error: unknown) => {
        throw refusedReview(error, { author, self: client.user });
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

interface Reviewers {
  /** Whose review it is; undefined: the plugin's own. */
  readonly author: string | undefined;
  /** The Teleport user as whom the plugin runs. */
  readonly self: string;
}

/** What no second try would change is said in words for the people at the board. */
function refusedReview(error: unknown, { author, self }: Reviewers): unknown {
  if (!(error instanceof TeleportError)) return error;
  if (error.code === 'already-exists') {
    const who = author ?? 'The plugin';
    return new AccessPluginError(
      'already-exists',
      `${who} has reviewed this request already, and Teleport takes one review per person.`,
    );
  }
  if (author === undefined) {
    return error.code === 'permission-denied' ? mayNotReview(self) : toAccessPluginError(error);
  }
  // A role of the plugin's own can be mended while the decision waits, a person's right to review is an answer.
  return isAboutAuthor(error, author) ? takesNoReviewOf(author) : toAccessPluginError(error);
}

function mayNotReview(self: string): AccessPluginError {
  return new AccessPluginError(
    'refused',
    `Teleport does not let ${self}, the user as whom the plugin runs, review this request. Decide it in Teleport, or give a role of ${self} the right to review what is asked for (review_requests) and move the card again.`,
  );
}

function takesNoReviewOf(author: string): AccessPluginError {
  return new AccessPluginError(
    'refused',
    `Teleport takes no review of ${author} here: a role of ${author} must allow to review this request (review_requests), and nobody reviews their own.`,
  );
}

/** A read of it is of no use; a review that was answered with it took effect all the same. */
function inUnknownState({ id }: TeleportRequest, code: 'refused' | 'outcome-unknown'): never {
  const message = `Access request ${id} is in a state that this version does not know. Upgrade the plugin.`;
  throw new AccessPluginError(code, message);
}
