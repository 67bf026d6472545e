/** How much one caller, or all of them, may take of the endpoint. */
export interface WebhookLimits {
  /** The longest body in bytes. Default: 1 MiB, far above any issue of ours. Larger ones get 413. */
  readonly bodyBytes: number;
  /** In how many pieces a body may come, since each costs time. Default: 4096. More get 413. */
  readonly bodyPieces: number;
  /** How many bytes all unfinished bodies together may hold; then the oldest gets 429. Default: 16 MiB. */
  readonly unfinishedBytes: number;
  /** How long a new connection may take to send its first request's headers. Default: 10 s. */
  readonly headerMs: number;
  /** How long a request may take to send its body. Default: 10 s. */
  readonly bodyMs: number;
  /** How long an HTTP/2 connection may live before a new one is needed. Default: 60 s. */
  readonly sessionMs: number;
  /** How many requests an HTTP/2 connection may have open at once. Default: 64. */
  readonly sessionStreams: number;
  /** How many connections may be open at once; then the one that was of no use for longest is cut. Default: 512. */
  readonly connections: number;
  /** The same for each address, other than those of trusted proxies. Default: 128. */
  readonly connectionsPerAddress: number;
  /** What a request counts beside the bytes of its body. Default: 16 KiB. */
  readonly requestBytes: number;
  /**
   * How many bytes that nothing vouches for one address may send in a second, and twice as many at once; then webhooks
   * get 429 before their body is read, upon which Jira sends them again later. Those that count: refused ones, and all
   * where neither a signature nor a password nor a client certificate is asked for. Default: 4 MiB.
   */
  readonly addressBytesPerSecond: number;
  /**
   * The same for all addresses together that have nothing left of their own but send something that looks like a
   * signature: it is given back where the signature is right. Default: 2 MiB.
   */
  readonly unverifiedBytesPerSecond: number;
  /** The same for all that something vouches for, which is counted here alone. Default: 16 MiB. */
  readonly vouchedBytesPerSecond: number;
  /** How many log lines the endpoint may write in a second; the rest are counted. Default: 10. */
  readonly logLinesPerSecond: number;
  /** How long `close` waits for requests in hand. Default: 5 s, as in the original. */
  readonly closeMs: number;
  /** How often the certificate's files are looked at for a change. Default: 60 s. */
  readonly certificateCheckMs: number;
}

const kib = 1024;
const mib = 1024 * kib;

export const DEFAULT_LIMITS: WebhookLimits = {
  bodyBytes: mib,
  bodyPieces: 4096,
  unfinishedBytes: 16 * mib,
  headerMs: 10_000,
  bodyMs: 10_000,
  sessionMs: 60_000,
  sessionStreams: 64,
  connections: 512,
  connectionsPerAddress: 128,
  requestBytes: 16 * kib,
  addressBytesPerSecond: 4 * mib,
  unverifiedBytesPerSecond: 2 * mib,
  vouchedBytesPerSecond: 16 * mib,
  logLinesPerSecond: 10,
  closeMs: 5000,
  certificateCheckMs: 60_000,
};
