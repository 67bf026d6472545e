/** One request that reached the fake, for counting. */
export interface CallRecord {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  /** Account id of the caller; absent for anonymous ones. */
  readonly who: string | undefined;
  /** When it came, ms since the epoch. */
  readonly at: number;
  /** Absent while it is open, and for ever when the connection was dropped. */
  status: number | undefined;
}
