import type { JiraFoundIssue } from '../../calls/search.ts';
import type { JiraUnreadableIssue } from '../../schemas/issue/search-page.ts';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import { jqlString } from '../../calls/jql.ts';
import type { Boards } from '../board/boards.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import {
  readTicketProperties,
  TICKET_PROPERTIES,
  type TicketProperties,
} from '../marks/ticket-properties.ts';

/** What searching takes. */
export interface TicketSearch {
  readonly client: JiraClient;
  readonly boards: Boards;
  readonly settings: JiraTrackerSettings;
  /** Properties by issue id: Data Center's search shows none, and a summary is only a hint. */
  readonly seen: Map<string, TicketProperties>;
}

const LONGEST_LOOK_BACK_MS = 5 * 365 * 86_400_000;
const REMEMBERED = 10_000;

/** Relative, because Jira reads absolute times in the time zone of the account's profile. */
export function within(field: 'created' | 'updated', ms: number): readonly string[] {
  if (ms > LONGEST_LOOK_BACK_MS) return [];
  return [`${field} >= -${String(Math.max(1, Math.ceil(ms / 60_000) + 1))}m`];
}

/** Further clauses of a search, the order of its results, and how many to ask for at once. */
export interface Wanted {
  readonly clauses: readonly string[];
  readonly order: string;
  readonly pageSize?: number;
  /** Is told of issues that cannot be read. */
  readonly onUnreadable?: (issue: JiraUnreadableIssue) => void;
}

/** Pages of issues in our projects that our account or a trusted creator made. */
export async function* ourIssues(
  search: TicketSearch,
  { clauses, order, ...more }: Wanted,
  options: JiraCallOptions,
): AsyncGenerator<readonly JiraFoundIssue[], void, undefined> {
  const all = [
    projectClause(search.boards.projects),
    `creator in (${creatorNames(search).map(jqlString).join(', ')})`,
    ...clauses,
  ];
  const jql = `${all.join(' AND ')} ORDER BY ${order}`;
  for await (const page of search.client.search({ jql, properties: TICKET_PROPERTIES, ...more }, options)) {
    yield page.filter(({ creator }) => isOurs(search, creator?.id));
  }
}

/** A project that the account can no longer see makes Jira refuse the search: better than finding nothing. */
function projectClause(projects: readonly string[]): string {
  const [only, ...others] = projects.map(jqlString);
  return others.length === 0 ? `project = ${only ?? ''}` : `project in (${[only, ...others].join(', ')})`;
}

/** JQL on Data Center knows people by name; ids are checked in the answer. */
function creatorNames({ boards, settings }: TicketSearch): readonly string[] {
  return [boards.self.name ?? boards.self.id, ...(settings.trustedCreators ?? [])];
}

function isOurs({ boards, settings }: TicketSearch, creatorId: string | undefined): boolean {
  if (creatorId === undefined) return false;
  return creatorId === boards.self.id || (settings.trustedCreators ?? []).includes(creatorId);
}

/** A found issue and what its properties say. */
export interface FoundTicket<I> {
  readonly issue: I;
  readonly properties: TicketProperties;
}

/** The properties of these issues, all asked for at the same time where the search did not show them. */
export function withProperties<I extends JiraUnreadableIssue>(
  search: TicketSearch,
  issues: readonly I[],
  options: JiraCallOptions,
): Promise<readonly FoundTicket<I>[]> {
  return Promise.all(
    issues.map(async (issue) => ({ issue, properties: await propertiesOf(search, issue, options) })),
  );
}

async function propertiesOf(
  search: TicketSearch,
  issue: JiraUnreadableIssue,
  options: JiraCallOptions,
): Promise<TicketProperties> {
  if (issue.properties !== undefined) return readTicketProperties(issue.properties);
  const seen = search.seen.get(issue.id);
  if (seen !== undefined) return seen;
  const properties = await readProperties(search.client, issue.id, options);
  // A ticket may be seen before its properties are set, or while they are lost: that is not remembered.
  if (properties.requestId !== undefined) remember(search.seen, issue.id, properties);
  return properties;
}

/** A ticket that was deleted since it was indexed has none. */
async function readProperties(
  client: JiraClient,
  issueId: string,
  options: JiraCallOptions,
): Promise<TicketProperties> {
  try {
    return readTicketProperties(await client.issueProperties({ issueId, keys: TICKET_PROPERTIES }, options));
  } catch (error) {
    if (error instanceof JiraError && error.code === 'not-found') return {};
    throw error;
  }
}

function remember(seen: TicketSearch['seen'], issueId: string, properties: TicketProperties): void {
  const oldest = seen.size >= REMEMBERED ? seen.keys().next() : undefined;
  if (oldest?.done === false) seen.delete(oldest.value);
  seen.set(issueId, properties);
}
