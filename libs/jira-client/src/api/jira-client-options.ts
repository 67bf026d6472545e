import type { JiraClock } from './jira-clock.ts';

/** How the client proves who it is. */
export type JiraAuth =
  /** E-mail address with API token (Cloud, also with scopes), or user name with password (Data Center). */
  | { readonly kind: 'basic'; readonly user: string; readonly secret: string }
  /** Personal access token (Data Center), or a service account's or OAuth token through the gateway (Cloud). */
  | { readonly kind: 'bearer'; readonly token: string };

/** Which product answers. */
export type JiraDeployment = 'cloud' | 'datacenter';

/** Everything that {@link createJiraClient} needs. */
export interface JiraClientOptions {
  /**
   * Where Jira is: the site (`https://example.atlassian.net`), a Data Center with its context path
   * (`https://jira.example.com/jira`), or the gateway for scoped tokens
   * (`https://api.atlassian.com/ex/jira/{cloudId}`).
   */
  readonly baseUrl: string;
  readonly auth: JiraAuth;
  /** Default `auto`: asked of the server once, at the first call. */
  readonly deployment?: JiraDeployment | 'auto' | undefined;
  /** PEM certificates to trust beside the well-known authorities. */
  readonly ca?: string | undefined;
  /** An HTTP proxy to tunnel through, `http://user:password@host:port`. Default: none. */
  readonly proxyUrl?: string | undefined;
  /** Allows `http:`, which sends the credential in the clear: for tests and mocks. Default: false. */
  readonly allowHttp?: boolean | undefined;
  /** The longest that one request waits for its answer, in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Time and randomness. Default: the system's. */
  readonly clock?: JiraClock | undefined;
}

/** How long a call may take when the caller does not say. */
export const DEFAULT_DEADLINE_MS = 30_000;

/** How long the caller is willing to wait. Every call takes one. */
export interface JiraCallOptions {
  /** Ends the call at once; a write that was already sent may still take effect. */
  readonly signal: AbortSignal;
  /** Milliseconds from now until the call has ended, waits and retries included. Default: 30,000. */
  readonly deadlineMs?: number | undefined;
}

/** For a write whose moment of sending matters. */
export interface JiraWriteOptions extends JiraCallOptions {
  /**
   * Called synchronously right before the bytes leave, after every wait (rate limit, connection, TLS).
   * What it throws cancels the call, is thrown to the caller as it is, and nothing is sent.
   */
  readonly beforeSend?: (() => void) | undefined;
}
