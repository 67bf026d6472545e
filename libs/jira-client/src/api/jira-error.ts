/**
 * Everything that can go wrong with a Jira call, closed.
 *
 * - `unauthorized`: the credential was refused (401), or is not used any more after a refusal.
 * - `forbidden`: the account lacks a permission (403).
 * - `not-found`: no such thing, or not visible to the account (404).
 * - `conflict`: someone changed the same issue at the same time (409).
 * - `rate-limited`: Jira asked for a pause (429), or the pause outlasts the caller's time.
 * - `rejected`: Jira understood and refused: wrong fields, too long, not allowed now (400, 410, 413, 422).
 * - `unavailable`: Jira failed on its side (5xx).
 * - `timeout`: no answer within the time limit.
 * - `not-json`: the address answers, but not as Jira's REST API (HTML, a redirect).
 * - `unexpected-answer`: JSON, but not of the documented shape.
 * - `endless-listing`: a list led to the same page again, or has more pages than any list.
 * - `captcha`: Data Center has locked this account until someone logs in with a browser.
 * - `anonymous`: Jira served the call as if nobody were signed in.
 * - `network`: no connection, or it broke.
 * - `tls`: the certificate was not accepted.
 * - `aborted`: the caller's signal.
 */
export type JiraErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'rejected'
  | 'unavailable'
  | 'timeout'
  | 'not-json'
  | 'unexpected-answer'
  | 'endless-listing'
  | 'captcha'
  | 'anonymous'
  | 'network'
  | 'tls'
  | 'aborted';

/** What the failure says about the effect: certainly none, or nobody knows (look before doing it again). */
export type JiraOutcome = 'not-done' | 'unknown';

/** What a pause holds back: every call, one method and path, or the writes to one issue. */
export type JiraPauseScope = 'everything' | 'endpoint' | 'issue';

/** A pause that Jira asked for. */
export interface JiraPause {
  readonly scope: JiraPauseScope;
  /** Milliseconds from the moment of the answer. */
  readonly forMs: number;
}

/** The facts of a failure, for {@link JiraError}. */
export interface JiraErrorFacts {
  readonly code: JiraErrorCode;
  readonly operation: string;
  readonly outcome: JiraOutcome;
  /** What happened, why, and what to do: one or two sentences without secrets. */
  readonly message: string;
  readonly status?: number | undefined;
  readonly fieldErrors?: Readonly<Record<string, string>> | undefined;
  readonly pause?: JiraPause | undefined;
  readonly answeredTo?: string | undefined;
}

/**
 * The only error that leaves this library, besides a programming error and what a caller's own
 * `beforeSend` throws. It holds no header, no body, no `cause` and no credential.
 */
export class JiraError extends Error {
  override readonly name = 'JiraError';
  /** Which kind of failure; switch on this, never on the message. */
  readonly code: JiraErrorCode;
  /** The call that failed, in words: `create issue`. */
  readonly operation: string;
  /** Whether the effect may have happened. A failed read is always `not-done`. */
  readonly outcome: JiraOutcome;
  /** The HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** Jira's message for each field that it refused, by field id. Empty when it named none. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  /** How long to leave what alone, when Jira asked for it. The client's own gate honours it already. */
  readonly pause: JiraPause | undefined;
  /** The account (Cloud: account id, Data Center: user name) that the failing answer was given to, if it said. */
  readonly answeredTo: string | undefined;

  constructor(facts: JiraErrorFacts) {
    super(`${facts.operation}: ${facts.message}`);
    this.code = facts.code;
    this.operation = facts.operation;
    this.outcome = facts.outcome;
    this.status = facts.status;
    this.fieldErrors = facts.fieldErrors ?? {};
    this.pause = facts.pause;
    this.answeredTo = facts.answeredTo;
  }
}
