/** How long a caller is willing to wait. Every call of every port takes one. */
export interface Call {
  /** Ends the call at once; a write that was already sent may still take effect. */
  readonly signal: AbortSignal;
  /** Milliseconds from now until the call must have ended, one way or the other. */
  readonly deadlineMs: number;
}
