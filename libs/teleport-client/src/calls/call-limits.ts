/** How long a caller is willing to wait. Every call takes one. */
export interface CallLimits {
  /** Ends the call at once; a write that was already sent may still take effect. */
  readonly signal: AbortSignal;
  /** Milliseconds from now until the call has ended, connecting included. */
  readonly deadlineMs: number;
}
