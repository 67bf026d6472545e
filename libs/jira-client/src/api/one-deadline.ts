import { DEFAULT_DEADLINE_MS, type JiraCallOptions } from './jira-client-options.ts';

/**
 * Options for work that takes several calls: their deadline is a point in time, so that each further
 * call has what the ones before it left over.
 */
export function oneDeadline<O extends JiraCallOptions>(options: O, now: () => number): O {
  const endMs = now() + (options.deadlineMs ?? DEFAULT_DEADLINE_MS);
  return {
    ...options,
    get deadlineMs() {
      return endMs - now();
    },
  };
}
