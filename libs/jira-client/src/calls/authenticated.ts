import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions } from '../api/jira-client-options.ts';
import type { JiraClock } from '../api/jira-clock.ts';
import { JiraError } from '../api/jira-error.ts';
import { myself } from './account.ts';

/**
 * Tells whether an answer was given to our account or to nobody. Jira serves an unusable credential as
 * anonymous, with empty searches and 404s, so absence counts only after this.
 */
export interface AuthenticatedCheck {
  /** Throws `anonymous` when the answer was given to nobody; asks `/myself` when the answer does not say. */
  require(answeredTo: string | undefined, operation: string, options: JiraCallOptions): Promise<void>;
}

/** For how long a good answer of `/myself` vouches for the credential. */
const VOUCHES_MS = 30_000;

/** Creates the check. */
export function createAuthenticatedCheck(caller: Caller, clock: JiraClock): AuthenticatedCheck {
  let vouchedUntil = Number.NEGATIVE_INFINITY;
  return {
    async require(answeredTo, operation, options) {
      if (answeredTo === 'anonymous') throw anonymous(operation);
      if (answeredTo !== undefined || clock.now() < vouchedUntil) return;
      const asked = clock.now();
      await myself(caller, options);
      vouchedUntil = asked + VOUCHES_MS;
    },
  };
}

function anonymous(operation: string): JiraError {
  return new JiraError({
    code: 'anonymous',
    operation,
    outcome: 'not-done',
    message:
      'Jira answered as if nobody were signed in, so an empty or missing answer means nothing. Check the credential.',
    answeredTo: 'anonymous',
  });
}
