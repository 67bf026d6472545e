import type { TicketQuery } from '@org/access-plugin-core';

/** A walk over the tickets of some time, oldest first, that may take several looks. */
export interface Walk {
  /** When the newest ticket that was looked at was created, milliseconds since the epoch by Jira's clock. */
  readonly newest: number | undefined;
  /** How many tickets were looked at. */
  readonly count: number;
  /** True for a ticket that was looked at, as far as the next look can meet it. */
  hasSeen(issueId: string): boolean;
  /** Takes note of a ticket that was looked at. */
  pass(issueId: string, created: number): void;
}

/** The walks that are under way. */
export interface Walks {
  /** The walk that the query names, else a new one. */
  of(query: TicketQuery): Walk;
  /** Forgets the walk; gives what it found. */
  ended(query: TicketQuery, found: readonly string[]): readonly string[];
}

const REMEMBERED = 1000;
/** Searches by time are exact to the minute, and order within one as they like: so much before the place is met again. */
const MET_AGAIN_MS = 180_000;

/** Creates an empty memory of walks. One that falls out of it begins anew, which costs time and nothing else. */
export function createWalks(): Walks {
  const walks = new Map<string, Walk>();
  return {
    of(query) {
      const name = nameOf(query);
      const walk = walks.get(name) ?? createWalk();
      if (query.walk === undefined) return walk;
      walks.delete(name);
      walks.set(name, walk);
      const oldest = walks.keys().next();
      if (walks.size > REMEMBERED && oldest.done === false) walks.delete(oldest.value);
      return walk;
    },
    ended(query, found) {
      walks.delete(nameOf(query));
      return found;
    },
  };
}

function nameOf({ requestId, walk = '' }: TicketQuery): string {
  return `${requestId} ${walk}`;
}

function createWalk(): Walk {
  const seen = new Map<string, number>();
  let newest: number | undefined;
  let count = 0;
  return {
    get newest() {
      return newest;
    },
    get count() {
      return count;
    },
    hasSeen: (issueId) => seen.has(issueId),
    pass(issueId, created) {
      seen.set(issueId, created);
      count += 1;
      newest = Math.max(newest ?? created, created);
      for (const [id, at] of seen) {
        if (at >= newest - MET_AGAIN_MS) break;
        seen.delete(id);
      }
    },
  };
}
