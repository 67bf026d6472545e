import { isAboutAuthor } from '../errors/is-about-author.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { CallLimits } from './call-limits.ts';

/** So many that a role with the names of a few is found out, so few that a start is not delayed. */
const MOST_TRIED = 100;

/**
 * Tries a review for a user that does not exist, which a role with `*` may submit, and then for the first users that
 * there are, as a role may name them; all of them of a request that does not exist. Resolves once Teleport would take
 * a review in one of their names as far as the caller's role goes, and rejects with its last refusal.
 */
export async function speakForSomeone(
  client: TeleportClient,
  requestId: string,
  limits: CallLimits,
): Promise<void> {
  let refusal: TeleportError | undefined;
  for await (const onBehalfOf of names(client, requestId, limits)) {
    try {
      await client.submitAccessReview({ requestId, proposedState: 'denied', onBehalfOf }, limits);
      return;
    } catch (error) {
      if (!(error instanceof TeleportError)) throw error;
      if (error.code === 'not-found' || isAboutAuthor(error, onBehalfOf)) return;
      if (error.code !== 'permission-denied') throw error;
      refusal = error;
    }
  }
  if (refusal !== undefined) throw refusal;
}

async function* names(client: TeleportClient, nobody: string, limits: CallLimits): AsyncGenerator<string> {
  yield nobody;
  let tried = 0;
  for await (const users of client.listUsers(limits)) {
    // In its own name, the caller's other rights would count.
    for (const { name } of users.filter((user) => user.name !== client.user)) {
      yield name;
      tried += 1;
      if (tried === MOST_TRIED) return;
    }
  }
}
