import type { JiraClock } from '../api/jira-clock.ts';
import type { JiraDeployment } from '../api/jira-client-options.ts';
import { JiraError } from '../api/jira-error.ts';

/**
 * Data Center locks an account after a few wrong passwords (three, unless its administrator chose otherwise), for
 * everybody who uses it. So a refused password is used once more only, an hour later, in case that Jira or its user
 * directory was at fault; and not even then after a burst of refusals. After that somebody must say that it was put right.
 */
export interface CredentialGuard {
  /** Throws the refusal again when the credential is no longer used. */
  check(operation: string): void;
  /** Takes note of a failed call. */
  note(failure: JiraError, deployment: JiraDeployment | 'unknown'): void;
  /** Takes note of a call that Jira answered well. */
  passed(): void;
  /** Uses the credential again. */
  release(): void;
}

const SECOND_TRY_MS = 3_600_000;

interface Refusal {
  readonly code: 'unauthorized' | 'captcha';
  readonly at: number;
  /** How many calls were refused or may have been. */
  readonly uses: number;
}

/** Creates a guard; a bearer token locks nobody out, so it only matters for a password. */
export function createCredentialGuard(
  kind: 'basic' | 'bearer',
  clock: Pick<JiraClock, 'now'>,
): CredentialGuard {
  let refusal: Refusal | undefined;
  let trying = false;
  const release = () => {
    refusal = undefined;
    trying = false;
  };
  return {
    check(operation) {
      if (refusal === undefined) return;
      const leftMs = refusal.at + SECOND_TRY_MS - clock.now();
      const mayTry = refusal.code === 'unauthorized' && refusal.uses === 1;
      if (!mayTry || leftMs > 0) throw stopped(refusal, operation, mayTry ? leftMs : undefined);
      // The one call that goes now stands for all others until it is answered.
      refusal = { ...refusal, uses: 2 };
      trying = true;
    },
    note({ code }, deployment) {
      const wrongPassword = code === 'unauthorized' && kind === 'basic' && deployment !== 'cloud';
      if (code !== 'captcha' && !wrongPassword) return;
      const uses = trying ? 2 : (refusal?.uses ?? 0) + 1;
      refusal = {
        code: code === 'captcha' ? code : (refusal?.code ?? 'unauthorized'),
        at: clock.now(),
        uses,
      };
      trying = false;
    },
    passed() {
      // A call that was under way when another was refused proves nothing: the password may have changed in between.
      if (trying) release();
    },
    release,
  };
}

function stopped({ code }: Refusal, operation: string, leftMs: number | undefined): JiraError {
  const next =
    leftMs === undefined ? '' : ` It is tried once more in ${String(Math.ceil(leftMs / 60_000))} min.`;
  return new JiraError({
    code,
    operation,
    outcome: 'not-done',
    message: `not sent, because Jira refused this password before and further tries would lock the account. NOTHING IS DONE IN JIRA until the credential is put right: correct it and start again.${next}`,
  });
}
