import { JiraError } from '../api/jira-error.ts';

/**
 * Throws `unexpected-answer` where Jira answered about another issue than the one asked for by its id: a cache mixed up
 * its answers. A key may have changed since, so one asked for by its key is what the answer says.
 */
export function requireSameIssue(asked: string, answered: string, operation: string): void {
  if (asked === answered || !/^\d+$/.test(asked)) return;
  throw new JiraError({
    code: 'unexpected-answer',
    operation,
    outcome: 'not-done',
    message: `Jira answered about issue ${answered.slice(0, 40)} when asked about ${asked}. A cache or a proxy in front of Jira may mix up its answers.`,
  });
}
