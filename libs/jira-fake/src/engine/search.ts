import { runJql } from '../jql/evaluate.ts';
import { JqlError } from '../jql/jql-error.ts';
import { parseJql } from '../jql/parse.ts';
import type { JiraIssue } from './issue.ts';
import { holds } from './permission.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraSite } from './site.ts';
import type { JiraUser } from './user.ts';

interface Search {
  readonly jql: string;
  readonly caller: JiraUser | undefined;
  /** Ids that must be seen as they are now. */
  readonly reconcile?: readonly string[];
  /** Cloud refuses a query without a restriction. */
  readonly mayBeUnbounded: boolean;
}

/** The issues found, as old as the index lags, and only those that the caller may browse. */
export function searchIssues(site: JiraSite, search: Search): readonly JiraIssue[] {
  try {
    return found(site, search);
  } catch (error) {
    if (!(error instanceof JqlError)) throw error;
    // Anonymous callers are told nothing about what exists.
    if (search.caller === undefined && !error.message.startsWith('Error in the JQL')) return [];
    throw new JiraRefusal('invalid', error.message);
  }
}

function found(site: JiraSite, search: Search): readonly JiraIssue[] {
  const query = parseJql(search.jql);
  if (query.condition === undefined && !search.mayBeUnbounded) {
    throw new JiraRefusal(
      'invalid',
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    );
  }
  const issues = site.index
    .visible(site.now() - site.settings.searchLagMs, new Set(search.reconcile))
    .filter((issue) => holds(search.caller, 'BROWSE_PROJECTS', site.projectOf(issue)));
  return runJql({ site, caller: search.caller }, query, issues);
}
