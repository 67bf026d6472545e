/** Everything about the site that a test may turn while it runs. */
export interface SiteSettings {
  /** How long a write takes to show in search, ms. Default 0. Direct reads always see it. */
  searchLagMs: number;
  /** How long a transition takes, ms; a second one on the same issue meanwhile is refused with 409. Default 0. */
  transitionMs: number;
  /** Added to every answer, ms. Default 0. */
  latencyMs: number;
  /** Comments that one issue may have (Cloud refuses more with 413). Default 5000. */
  commentLimit: number;
  /** Every credential is dead: all calls are anonymous. Default false. */
  tokensDead: boolean;
  /** Calls per second and endpoint before 429; undefined = no limit. Default undefined. */
  burstPerSecond: number | undefined;
  /** Writes to one issue in two seconds before 429, as Cloud's 20; undefined = no limit. Default undefined. */
  issueWritesPer2s: number | undefined;
  /** Share of webhooks that are never sent, 0 to 1. Default 0. */
  webhookLoss: number;
  /** Extra copies of each webhook. Default 0. */
  webhookCopies: number;
  /** Wait before each webhook is sent, ms. Default 0. */
  webhookDelayMs: number;
  /** Wait between two attempts of one webhook, ms. Default 5 minutes, as Cloud's shortest. */
  webhookRetryMs: number;
  /** Jira Cloud drops the history metadata on some sites. Default true: it is kept. */
  keepsHistoryMetadata: boolean;
  /** Whether issue properties in the body of a create are written. Default true. False was not seen on a real Jira. */
  keepsCreateProperties: boolean;
  /** Every listing answers its first page, whatever place is asked for, as a faulty cache does. Default false. */
  pagesRepeat: boolean;
  /** Empty pages, each with a new token, before the first page of a Cloud search. Default 0. */
  emptyFirstPages: number;
  /** Ids of issues that come without fields, in searches and direct reads. Default none. Not seen on a real Jira. */
  unreadableIssues: readonly string[];
  /** Direct reads of one issue id that answer about another one. Default none. Not seen on a real Jira. */
  mistakenReads: Readonly<Record<string, string>>;
  /**
   * What an internal comment of an account that is no agent becomes in a service project: a public one, or a refusal
   * (403). Default `public`. Neither was seen on a real Jira.
   */
  internalByOthers: 'public' | 'refused';
}

/** The settings of a fresh site. */
export function defaultSettings(): SiteSettings {
  return {
    searchLagMs: 0,
    transitionMs: 0,
    latencyMs: 0,
    commentLimit: 5000,
    tokensDead: false,
    burstPerSecond: undefined,
    issueWritesPer2s: undefined,
    webhookLoss: 0,
    webhookCopies: 0,
    webhookDelayMs: 0,
    webhookRetryMs: 300_000,
    keepsHistoryMetadata: true,
    keepsCreateProperties: true,
    pagesRepeat: false,
    emptyFirstPages: 0,
    unreadableIssues: [],
    mistakenReads: {},
    internalByOthers: 'public',
  };
}
