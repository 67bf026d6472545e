import { AccessPluginError, type TicketQuery } from '@org/access-plugin-core';
import type { JiraFoundIssue } from '../../calls/search.ts';
import type { JiraUnreadableIssue } from '../../schemas/issue/search-page.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import { jqlString } from '../../calls/jql.ts';
import { ourIssues, withProperties, within, type TicketSearch } from './our-issues.ts';
import { createWalks, type Walk, type Walks } from './walks.ts';

/** Searches for tickets of one request. */
export type FindTickets = (query: TicketQuery, options: JiraCallOptions) => Promise<readonly string[]>;

/** The clocks of Jira, Teleport and this machine may differ by this much without a ticket being missed. */
const CLOCK_SLACK_MS = 3_600_000;
/** How many issues are asked for their properties at the same time, where the search shows none. */
const AT_ONCE = 8;
/** Jira gives fewer where this is too much. */
const WALK_PAGE = 1000;

/**
 * Finds the ids of tickets by our account or a trusted creator whose property names the request.
 *
 * A search for the request's id as text finds it quickly where Jira's index and the template show it, but it can only
 * find. That there is none says a complete walk over all tickets of the time alone. A walk with a name that the deadline
 * cuts short ends in `unfinished`, and goes on from the newest ticket it has looked at.
 */
export function createFindTickets(search: TicketSearch): FindTickets {
  const walks = createWalks();
  return async (query, options) => {
    const walk = walks.of(query);
    const sinceMs = now(search) - query.sinceMs + CLOCK_SLACK_MS;
    if (walk.newest === undefined) {
      const named = await findByText(search, { query, sinceMs }, options);
      if (named.length > 0) return named;
    }
    return walkOn({ search, walks, walk, query, sinceMs }, options);
  };
}

/** The first hits of a search for the id as a phrase. A Jira that refuses such a search has shown nothing. */
async function findByText(
  search: TicketSearch,
  { query, sinceMs }: { readonly query: TicketQuery; readonly sinceMs: number },
  options: JiraCallOptions,
): Promise<readonly string[]> {
  const text = `text ~ ${jqlString(jqlString(query.requestId))}`;
  const wanted = { clauses: [text, ...within('created', sinceMs)], order: 'created ASC' };
  try {
    for await (const page of ourIssues(search, wanted, options)) {
      return await matching(
        search,
        { issues: page.filter(isRecent(query)).slice(0, AT_ONCE), query },
        options,
      );
    }
  } catch (error) {
    if (!(error instanceof JiraError) || error.code !== 'rejected') throw error;
  }
  return [];
}

interface Walking {
  readonly search: TicketSearch;
  readonly walks: Walks;
  readonly walk: Walk;
  readonly query: TicketQuery;
  readonly sinceMs: number;
}

async function walkOn(walking: Walking, options: JiraCallOptions): Promise<readonly string[]> {
  const { search, walks, walk, query } = walking;
  const lookedBefore = walk.count;
  const unreadable: JiraUnreadableIssue[] = [];
  const wanted = {
    onUnreadable: (issue: JiraUnreadableIssue) => void unreadable.push(issue),
    clauses: within('created', await reachOf(walking, options)),
    order: 'created ASC',
    pageSize: WALK_PAGE,
  };
  try {
    for await (const page of ourIssues(search, wanted, options)) {
      const odd = await matching(search, { issues: unreadable.splice(0), query }, options);
      if (odd.length > 0) return walks.ended(query, odd);
      const issues = page.filter(isRecent(query)).filter(({ id }) => !walk.hasSeen(id));
      for (let at = 0; at < issues.length; at += AT_ONCE) {
        const group = issues.slice(at, at + AT_ONCE);
        const found = await matching(search, { issues: group, query }, options);
        if (found.length > 0) return walks.ended(query, found);
        for (const { id, created } of group) walk.pass(id, created);
      }
    }
  } catch (error) {
    const cutShort = error instanceof JiraError && error.code === 'timeout' && walk.count > lookedBefore;
    throw cutShort && query.walk !== undefined ? unfinished(walk.count) : error;
  }
  return walks.ended(query, []);
}

/** How far back the walk has to begin: at its place by Jira's own clock, or at the beginning. */
async function reachOf({ search, walk, sinceMs }: Walking, options: JiraCallOptions): Promise<number> {
  if (walk.newest === undefined) return sinceMs;
  const { serverTime } = await search.client.serverInfo(options);
  return serverTime === undefined
    ? now(search) - walk.newest + CLOCK_SLACK_MS
    : Math.max(0, serverTime - walk.newest);
}

async function matching(
  search: TicketSearch,
  { issues, query }: { readonly issues: readonly JiraUnreadableIssue[]; readonly query: TicketQuery },
  options: JiraCallOptions,
): Promise<readonly string[]> {
  const found = await withProperties(search, issues, options);
  return found
    .filter(({ properties }) => properties.requestId === query.requestId)
    .map(({ issue }) => issue.id);
}

function isRecent({ sinceMs }: TicketQuery): (issue: JiraFoundIssue) => boolean {
  return ({ created }) => created >= sinceMs - CLOCK_SLACK_MS;
}

function now({ settings }: TicketSearch): number {
  return settings.now?.() ?? Date.now();
}

function unfinished(count: number): AccessPluginError {
  return new AccessPluginError(
    'unfinished',
    `Jira: the search for a ticket that an earlier create may have left has looked at ${String(count)} tickets, and goes on.`,
  );
}
