import type { TicketFilter, TicketSummary } from '@org/access-plugin-core';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { ourIssues, withProperties, within, type TicketSearch } from './our-issues.ts';

/** How many issues are asked for their properties at the same time, where the search shows none. */
const AT_ONCE = 4;

/** Our tickets that pass the filter, page by page. A board without a pending column has none pending. */
export async function* listTickets(
  search: TicketSearch,
  filter: TicketFilter,
  options: JiraCallOptions,
): AsyncGenerator<readonly TicketSummary[], void, undefined> {
  const clauses = await clausesOf(search, filter, options);
  if (clauses === undefined) return;
  for await (const page of ourIssues(search, { clauses, order: 'updated DESC' }, options)) {
    const meanings = await search.boards.meanings.of(
      page.map(({ status }) => status),
      options,
    );
    const summaries: TicketSummary[] = [];
    for (let at = 0; at < page.length; at += AT_ONCE) {
      const found = await withProperties(search, page.slice(at, at + AT_ONCE), options);
      for (const { issue, properties } of found) {
        const status = meanings.of(issue.status);
        summaries.push({ id: issue.id, ...properties, status, updated: issue.updated });
      }
    }
    yield summaries;
  }
}

async function clausesOf(
  { boards }: TicketSearch,
  filter: TicketFilter,
  options: JiraCallOptions,
): Promise<readonly string[] | undefined> {
  if ('updatedWithinMs' in filter) return within('updated', filter.updatedWithinMs);
  const ids = (await boards.meanings.refreshed(options)).ids(filter.status);
  return ids.length === 0 ? undefined : [`status in (${ids.join(', ')})`];
}
