import { JiraError } from '../api/jira-error.ts';

/** No list that this library reads comes near it: 1,000 pages of 100 are a board with 100,000 issues. */
const MOST_PAGES = 1000;

/** One page of a list by offset, as far as its place matters. */
export interface OffsetPlace {
  readonly asked: number;
  /** Where the answer says that its page starts; some answers do not say it. */
  readonly answered: number | undefined;
  readonly ids: readonly string[];
}

/** Watches over the pages of one list, so that reading it ends whatever Jira answers. */
export interface Listing {
  /** Takes note of the token of the next page. Throws `endless-listing` when it was used before, or at one page too many. */
  next(token: string): void;
  /** Takes note of a page by offset. Throws `endless-listing` when it is not the page that was asked for. */
  arrived(place: OffsetPlace): void;
}

/** Begins to watch over a list; `operation` names it in errors. */
export function createListing(operation: string): Listing {
  const tokens = new Set<string>();
  let pages = 1;
  let before = '';
  const count = () => {
    pages += 1;
    if (pages > MOST_PAGES) throw endless(operation, `the list has more than ${String(MOST_PAGES)} pages`);
  };
  return {
    next(token) {
      if (tokens.has(token)) throw endless(operation, 'the list led to the same page again');
      tokens.add(token);
      count();
    },
    arrived({ asked, answered, ids }) {
      const now = ids.join(' ');
      const isAnother = answered === undefined ? now === before : answered !== asked;
      if (ids.length > 0 && isAnother) throw endless(operation, 'the same page came again');
      before = now;
      count();
    },
  };
}

function endless(operation: string, what: string): JiraError {
  return new JiraError({
    code: 'endless-listing',
    operation,
    outcome: 'not-done',
    message: `Jira's list does not end: ${what}. A cache or a proxy in front of Jira may answer in its place.`,
  });
}
