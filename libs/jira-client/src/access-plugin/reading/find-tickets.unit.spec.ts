import type { TicketQuery } from '@org/access-plugin-core';
import { describe, expect, it } from 'vitest';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraFoundIssue, JiraSearch } from '../../calls/search.ts';
import type { JiraClient } from '../../jira-client.ts';
import type { Boards } from '../board/boards.ts';
import { REQUEST_ID_PROPERTY } from '../marks/ticket-properties.ts';
import { createFindTickets } from './find-tickets.ts';

const start = 1_790_000_000_000;
const twoHours = 7_200_000;
const unnamed = { requestId: 'lost', sinceMs: start - twoHours };
const query = { ...unnamed, walk: 'p1/1' };

/** What a board with many tickets needs: how many, how many a page, and whether searches show properties and texts. */
interface Busy {
  readonly tickets: number;
  readonly mostOnPage: number;
  readonly showsProperties: boolean;
  /** Where the lost ticket stands among the others, oldest first; none when absent. */
  readonly lostAt?: number;
  readonly findsText?: boolean;
}

/** A Jira with a busy board that answers each call after a second, on a clock that only these answers move. */
function busyJira({ tickets, mostOnPage, showsProperties, lostAt, findsText = false }: Busy) {
  let nowMs = start;
  let calls = 0;
  const answer = (operation: string, options: JiraCallOptions) => {
    const leftMs = options.deadlineMs ?? 0;
    calls += 1;
    nowMs += Math.min(1000, leftMs);
    if (leftMs < 1000)
      throw new JiraError({ code: 'timeout', operation, outcome: 'not-done', message: 'too late' });
  };
  const requestOf = (index: number) => (index === lostAt ? 'lost' : `request ${String(index)}`);
  const issues = Array.from({ length: tickets }, (_, index) => ({
    id: String(index + 1),
    creator: { id: 'bot' },
    created: start - twoHours + Math.floor((index * twoHours) / tickets),
    ...(showsProperties ? { properties: { [REQUEST_ID_PROPERTY]: requestOf(index) } } : {}),
  })) as unknown as readonly JiraFoundIssue[];
  const client = {
    async *search({ jql, pageSize = 100 }: JiraSearch, options: JiraCallOptions) {
      const minutes = Number(/created >= -(\d+)m/.exec(jql)?.[1] ?? Infinity);
      const byTime = issues.filter(({ created }) => created >= nowMs - minutes * 60_000);
      const found = jql.includes('text ~')
        ? byTime.filter((_, index) => findsText && index === lostAt)
        : byTime;
      const size = Math.min(pageSize, mostOnPage);
      for (let at = 0; at === 0 || at < found.length; at += size) {
        answer('search issues', options);
        yield found.slice(at, at + size);
      }
    },
    async serverInfo(options: JiraCallOptions) {
      answer('read server info', options);
      return { serverTime: nowMs };
    },
    async issueProperties({ issueId }: { issueId: string }, options: JiraCallOptions) {
      // All of a group are asked at the same time, and so cost one second together.
      const before = nowMs;
      answer('read issue properties', options);
      nowMs = before + (asked++ % 8 === 7 ? 1000 : 0);
      return { [REQUEST_ID_PROPERTY]: requestOf(Number(issueId) - 1) };
    },
  };
  let asked = 0;
  const boards = { self: { id: 'bot' }, projects: ['TAR'] } as unknown as Boards;
  const settings = { now: () => nowMs } as Parameters<typeof createFindTickets>[0]['settings'];
  const search = { client: client as unknown as JiraClient, boards, settings, seen: new Map() };
  return {
    find: createFindTickets(search),
    now: () => nowMs,
    calls: () => calls,
    elapsedMs: () => nowMs - start,
  };
}

type BusyJira = ReturnType<typeof busyJira>;

/** Looks of twelve seconds, until one gives an answer. */
async function lookAfterLook(jira: BusyJira, wanted: TicketQuery = query) {
  for (let looks = 1; looks < 500; looks += 1) {
    const endMs = jira.now() + 12_000;
    const signal = new AbortController().signal;
    const options = {
      signal,
      get deadlineMs() {
        return endMs - jira.now();
      },
    };
    try {
      return { looks, found: await jira.find(wanted, options) };
    } catch (error) {
      if ((error as { code?: string }).code !== 'unfinished') throw error;
    }
  }
  throw new Error('the search does not end');
}

describe('the search after a lost create, on a board with 5,000 tickets of two hours, at a second an answer', () => {
  const cloud = { tickets: 5000, mostOnPage: 100, showsProperties: true };
  const datacenter = { tickets: 5000, mostOnPage: 1000, showsProperties: false };

  it.each([
    ['Cloud', { ...cloud, lostAt: 4990 }, 90],
    ['Cloud, and the ticket is old', { ...cloud, lostAt: 10 }, 5],
    ['Data Center', { ...datacenter, lostAt: 4990 }, 900],
  ])('%s: finds it, in as many looks as it takes', async (_, board, withinS) => {
    const jira = busyJira(board);
    const { found } = await lookAfterLook(jira);
    expect(found).toEqual([String(board.lostAt + 1)]);
    expect(jira.elapsedMs() / 1000).toBeLessThan(withinS);
  });

  it.each([
    ['Cloud', cloud],
    ['Data Center', datacenter],
  ])('%s: finds it at once where the text shows it', async (_, board) => {
    const jira = busyJira({ ...board, lostAt: 4990, findsText: true });
    expect(await lookAfterLook(jira)).toEqual({ looks: 1, found: ['4991'] });
    expect(jira.elapsedMs()).toBeLessThanOrEqual(2000);
  });

  it.each([
    ['Cloud', cloud, 90],
    ['Data Center', datacenter, 900],
  ])('%s: says that there is none after a complete walk, and not before', async (_, board, withinS) => {
    const jira = busyJira(board);
    const { found, looks } = await lookAfterLook(jira);
    expect(found).toEqual([]);
    expect(looks).toBeGreaterThan(3);
    expect(jira.elapsedMs() / 1000).toBeLessThan(withinS);
  });

  it('begins anew under another name: the walk of an earlier claim proves nothing', async () => {
    const jira = busyJira({ ...cloud, tickets: 1500 });
    const { looks } = await lookAfterLook(jira, query);
    const first = jira.calls();
    expect(await lookAfterLook(jira, { ...query, walk: 'p1/2' })).toMatchObject({ found: [], looks });
    expect(jira.calls() - first).toBeGreaterThanOrEqual(15);
    expect(await lookAfterLook(jira, { ...query, walk: 'p1/2' })).toMatchObject({ found: [], looks });
  });

  it('fails with the time-out where a walk has no name to go on under', async () => {
    await expect(lookAfterLook(busyJira(cloud), unnamed)).rejects.toMatchObject({ code: 'timeout' });
  });
});
