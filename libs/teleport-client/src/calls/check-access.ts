import { TeleportError } from '../errors/teleport-error.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { CallLimits } from './call-limits.ts';
import { speakForSomeone } from './speak-for-someone.ts';

/** What the plugin will do, and so needs rights for. */
export interface AccessNeeds {
  /** The plugin's name, under which it keeps its data. */
  readonly plugin: string;
  /** How it decides, if it does: by reviews of its own, or by reviews of the users who decided. */
  readonly decides: 'by-state' | 'by-review' | 'by-review-for-user' | 'never';
  /** Whether it looks up users. */
  readonly readsUsers: boolean;
}

/** A need that is not met. */
export interface AccessProblem {
  /** For example `change plugin data`. */
  readonly need: string;
  /** Says which right is missing, or what else was wrong. */
  readonly error: TeleportError;
}

/** No request has this id, so that writes to it can have no effect. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/**
 * Tries each call that the needs stand for, and gives those that failed. Nothing is changed: writes are tried on a
 * request that does not exist, where Teleport checks the caller's rights first and then finds nothing. A missing
 * right to read shows in the watch: a list without it is not refused but empty. To review for users is tried with the
 * first hundred: a role that names none of them shows as a problem.
 */
export async function checkAccess(
  client: TeleportClient,
  needs: AccessNeeds,
  limits: CallLimits,
): Promise<readonly AccessProblem[]> {
  const problems: AccessProblem[] = [];
  for (const { need, attempt, harmless } of attempts(client, needs, limits)) {
    const error = await failureOf(attempt());
    if (error === undefined) continue;
    if (!harmless(error)) problems.push({ need, error });
  }
  return problems;
}

interface Attempt {
  readonly need: string;
  readonly attempt: () => Promise<unknown>;
  /** Whether the failure proves that the right is there. */
  readonly harmless: (error: TeleportError) => boolean;
}

const never = () => false;
const foundNothing = ({ code }: TeleportError) => code === 'not-found';

function attempts(client: TeleportClient, needs: AccessNeeds, limits: CallLimits): readonly Attempt[] {
  const { plugin } = needs;
  const data = { resource: NOBODY, plugin };
  const update = { ...data, expect: { check: '' }, set: { check: '' } };
  const change = { id: NOBODY, state: 'denied' } as const;
  const review = { requestId: NOBODY, proposedState: 'denied' } as const;
  const all: readonly (Attempt & { readonly wanted?: boolean })[] = [
    {
      need: 'list requests',
      attempt: () => first(client.listAccessRequests({ id: NOBODY }, limits)),
      harmless: never,
    },
    { need: 'watch requests', attempt: () => openWatch(client, limits), harmless: never },
    { need: 'read plugin data', attempt: () => client.getPluginData(data, limits), harmless: never },
    {
      need: 'change plugin data',
      attempt: () => client.updatePluginData(update, limits),
      harmless: foundNothing,
    },
    {
      need: 'set the state of requests',
      attempt: () => client.setAccessRequestState(change, limits),
      harmless: foundNothing,
      wanted: needs.decides === 'by-state',
    },
    {
      need: 'review requests',
      attempt: () => client.submitAccessReview(review, limits),
      harmless: foundNothing,
      wanted: needs.decides === 'by-review',
    },
    {
      need: 'review requests for users',
      attempt: () => speakForSomeone(client, NOBODY, limits),
      harmless: never,
      wanted: needs.decides === 'by-review-for-user',
    },
    {
      need: 'read users',
      attempt: () => first(client.listUsers(limits)),
      harmless: never,
      wanted: needs.readsUsers,
    },
  ];
  return all.filter(({ wanted }) => wanted !== false);
}

async function failureOf(attempt: Promise<unknown>): Promise<TeleportError | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof TeleportError) return error;
    throw error;
  }
}

async function first(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _page of pages) return;
}

function openWatch(client: TeleportClient, { signal, deadlineMs }: CallLimits): Promise<void> {
  return first(client.watchAccessRequests({ signal, initTimeoutMs: deadlineMs }));
}
