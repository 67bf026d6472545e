import type { JiraIssue } from './issue.ts';

interface Version {
  readonly at: number;
  /** Absent once deleted. */
  readonly issue: JiraIssue | undefined;
}

/** Longest lag that the index can still look back to, ms. */
const KEPT_MS = 3_600_000;

/** Jira's search index: every write lands in it at once, and is seen only after the lag. */
export class SearchIndex {
  readonly #versions = new Map<string, Version[]>();

  /** Notes a write (or, without an issue, a deletion). */
  record(id: string, at: number, issue: JiraIssue | undefined): void {
    const versions = this.#versions.get(id) ?? [];
    versions.push({ at, issue });
    while (versions.length > 2 && (versions[1]?.at ?? at) < at - KEPT_MS) versions.shift();
    this.#versions.set(id, versions);
  }

  /** The issues as search sees them: nothing newer than `seenUntil`, but the ids in `fresh` as they are now. */
  visible(seenUntil: number, fresh: ReadonlySet<string>): readonly JiraIssue[] {
    return [...this.#versions].flatMap(([id, versions]) => {
      const version = fresh.has(id) ? versions.at(-1) : versions.findLast((one) => one.at <= seenUntil);
      return version?.issue === undefined ? [] : [version.issue];
    });
  }

  /** Forgets everything. */
  clear(): void {
    this.#versions.clear();
  }
}
