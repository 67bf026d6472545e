interface PageRequest {
  readonly startAt: number;
  readonly maxResults: number;
}

/** A part of a list with what Jira says about it. */
export interface Page<T> extends PageRequest {
  readonly total: number;
  readonly isLast: boolean;
  readonly items: readonly T[];
}

/** Cuts one page out of a list. */
export function pageOf<T>(all: readonly T[], { startAt, maxResults }: PageRequest): Page<T> {
  const items = all.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: all.length, isLast: startAt + items.length >= all.length, items };
}
