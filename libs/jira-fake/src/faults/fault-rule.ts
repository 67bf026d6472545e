/** What a fault does to a call that it matches. */
export type FaultAction = 'hold' | 'drop' | 'error' | 'delay';

/** One fault, as tests and the control API write it. */
export interface FaultRule {
  /** Which calls. `path` is exact, a `*` segment stands for any one, a last `**` for the rest. Absent = any. */
  readonly match: { readonly method?: string; readonly path?: string };
  /** `before`: Jira never does it. `after`: Jira did it, the caller does not learn. */
  readonly when: 'before' | 'after';
  /** `hold` keeps the call open until released, `drop` cuts the connection, `error` answers, `delay` waits. */
  readonly action: FaultAction;
  /** For `error`. Default 500. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** For `error`: a string as it is, anything else as JSON. Default empty. */
  readonly body?: unknown;
  /** For `delay`, ms. Default 1000. */
  readonly delayMs?: number;
  /** How many calls it bites. Default: all. */
  readonly times?: number;
}

/** A rule in force. */
export interface ActiveFault {
  readonly id: string;
  readonly rule: FaultRule;
  /** Calls that reached it so far. */
  readonly hits: number;
  /** Calls that it holds open now. */
  readonly held: number;
}

/** Whether a call is one of the rule's. */
export function matchesFault(rule: FaultRule, method: string, path: string): boolean {
  if (rule.match.method !== undefined && rule.match.method.toUpperCase() !== method) return false;
  return rule.match.path === undefined || matchesPath(rule.match.path.split('/'), path.split('/'));
}

function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === '**') {
    return (
      path.length >= pattern.length &&
      pattern.slice(0, -1).every((segment, index) => matchesSegment(segment, path[index]))
    );
  }
  return (
    pattern.length === path.length && pattern.every((segment, index) => matchesSegment(segment, path[index]))
  );
}

function matchesSegment(pattern: string, segment: string | undefined): boolean {
  return pattern === segment || (pattern === '*' && segment !== undefined && segment !== '');
}
