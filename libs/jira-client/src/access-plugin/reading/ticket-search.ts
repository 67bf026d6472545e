import type { TicketFilter, TicketSummary } from '@org/access-plugin-core';
import type { JiraFoundIssue } from '../../calls/search.ts';
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

/** The clocks of Jira, Teleport and this machine may differ by this much without a ticket being missed. */
const CLOCK_SLACK_MS = 3_600_000;
const LONGEST_LOOK_BACK_MS = 5 * 365 * 86_400_000;
const REMEMBERED = 10_000;

/** The ids of tickets by our account or a trusted creator whose property names the request. */
export async function findTickets(
  search: TicketSearch,
  query: { readonly requestId: string; readonly sinceMs: number },
  options: JiraCallOptions,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const clauses = within('created', now(search) - query.sinceMs + CLOCK_SLACK_MS);
  for await (const page of pagesOf(search, { clauses, order: 'created ASC' }, options)) {
    const recent = page.filter(({ issue }) => issue.created >= query.sinceMs - CLOCK_SLACK_MS);
    ids.push(
      ...recent.filter((one) => one.properties.requestId === query.requestId).map(({ issue }) => issue.id),
    );
  }
  return ids;
}

/** Our tickets that pass the filter, page by page. A board without a pending column has none pending. */
export async function* listTickets(
  search: TicketSearch,
  filter: TicketFilter,
  options: JiraCallOptions,
): AsyncGenerator<readonly TicketSummary[], void, undefined> {
  const clauses = await clausesOf(search, filter, options);
  if (clauses === undefined) return;
  for await (const page of pagesOf(search, { clauses, order: 'updated DESC' }, options)) {
    const meanings = await search.boards.meanings(
      page.map(({ issue }) => issue.status),
      options,
    );
    yield page.map(({ issue, properties }) => ({
      id: issue.id,
      ...properties,
      status: meanings.of(issue.status),
      updated: issue.updated,
    }));
  }
}

async function clausesOf(
  { boards }: TicketSearch,
  filter: TicketFilter,
  options: JiraCallOptions,
): Promise<readonly string[] | undefined> {
  if ('updatedWithinMs' in filter) return within('updated', filter.updatedWithinMs);
  const ids = (await boards.meanings([], options)).ids(filter.status);
  return ids.length === 0 ? undefined : [`status in (${ids.join(', ')})`];
}

/** Relative, because Jira reads absolute times in the time zone of the account's profile. */
function within(field: 'created' | 'updated', ms: number): readonly string[] {
  if (ms > LONGEST_LOOK_BACK_MS) return [];
  return [`${field} >= -${String(Math.max(1, Math.ceil(ms / 60_000) + 1))}m`];
}

interface FoundTicket {
  readonly issue: JiraFoundIssue;
  readonly properties: TicketProperties;
}

async function* pagesOf(
  search: TicketSearch,
  { clauses, order }: { readonly clauses: readonly string[]; readonly order: string },
  options: JiraCallOptions,
): AsyncGenerator<readonly FoundTicket[], void, undefined> {
  const creators = creatorNames(search);
  const all = [
    projectClause(search.boards.projects),
    `creator in (${creators.map(jqlString).join(', ')})`,
    ...clauses,
  ];
  const wanted = { jql: `${all.join(' AND ')} ORDER BY ${order}`, properties: TICKET_PROPERTIES };
  for await (const issues of search.client.search(wanted, options)) {
    const ours = issues.filter(({ creator }) => isOurs(search, creator?.id));
    const page: FoundTicket[] = [];
    for (const group of inGroups(ours, 4)) {
      page.push(...(await Promise.all(group.map((issue) => withProperties(search, issue, options)))));
    }
    yield page;
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

async function withProperties(
  search: TicketSearch,
  issue: JiraFoundIssue,
  options: JiraCallOptions,
): Promise<FoundTicket> {
  if (issue.properties !== undefined) return { issue, properties: readTicketProperties(issue.properties) };
  const seen = search.seen.get(issue.id);
  if (seen !== undefined) return { issue, properties: seen };
  const properties = await readProperties(search.client, issue.id, options);
  // A ticket may be seen before its properties are set, or while they are lost: that is not remembered.
  if (properties.requestId !== undefined) remember(search.seen, issue.id, properties);
  return { issue, properties };
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

function now({ settings }: TicketSearch): number {
  return settings.now?.() ?? Date.now();
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
}
