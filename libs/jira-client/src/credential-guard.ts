import type { JiraDeployment } from './jira-client-options.ts';
import { JiraError } from './jira-error.ts';

/**
 * Data Center locks an account after a few wrong passwords, for everybody who uses it. So the first
 * refusal of a password there is the last use of it, until someone says that it was put right.
 */
export interface CredentialGuard {
  /** Throws the refusal again when the credential is no longer used. */
  check(operation: string): void;
  /** Takes note of a failed call. */
  note(failure: JiraError, deployment: JiraDeployment | 'unknown'): void;
  /** Uses the credential again. */
  release(): void;
}

/** Creates a guard; a bearer token locks nobody out, so it only matters for a password. */
export function createCredentialGuard(kind: 'basic' | 'bearer'): CredentialGuard {
  let refused: 'unauthorized' | 'captcha' | undefined;
  return {
    check(operation) {
      if (refused === undefined) return;
      throw new JiraError({
        code: refused,
        operation,
        outcome: 'not-done',
        message:
          'not sent, because Jira refused this password before and further tries would lock the account. Put the credential right, then start again.',
      });
    },
    note(failure, deployment) {
      if (failure.code === 'captcha') refused = 'captcha';
      const wrongPassword = failure.code === 'unauthorized' && kind === 'basic' && deployment !== 'cloud';
      if (wrongPassword) refused ??= 'unauthorized';
    },
    release() {
      refused = undefined;
    },
  };
}
