/** How much one caller, or all of them, may take of the endpoint. */
export interface WebhookLimits {
  /** The longest body in bytes. Default: 1 MiB, far above any issue of ours. Larger ones get 413. */
  readonly bodyBytes: number;
  /** How long a new connection may take to send its first request's headers. Default: 10 s. */
  readonly headerMs: number;
  /** How long a request may take to send its body. Default: 10 s. */
  readonly bodyMs: number;
  /** How long an HTTP/2 connection may live before a new one is needed. Default: 60 s. */
  readonly sessionMs: number;
  /** How many connections may be open at once; more are refused. Default: 512. */
  readonly connections: number;
  /**
   * How many webhooks that nothing vouches for one address may send in a second, and twice as many at once; the others
   * get 429 before their body is read, upon which Jira sends them again later. Those that count: refused ones, and all
   * where neither a signature nor a password nor a client certificate is asked for. Default: 200.
   */
  readonly unvouchedPerSecond: number;
  /** How many log lines the endpoint may write in a second; the rest are counted. Default: 10. */
  readonly logLinesPerSecond: number;
  /** How long `close` waits for requests in hand. Default: 5 s, as in the original. */
  readonly closeMs: number;
  /** How often the certificate's files are looked at for a change. Default: 60 s. */
  readonly certificateCheckMs: number;
}

export const DEFAULT_LIMITS: WebhookLimits = {
  bodyBytes: 1024 * 1024,
  headerMs: 10_000,
  bodyMs: 10_000,
  sessionMs: 60_000,
  connections: 512,
  unvouchedPerSecond: 200,
  logLinesPerSecond: 10,
  closeMs: 5000,
  certificateCheckMs: 60_000,
};
