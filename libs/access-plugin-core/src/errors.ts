/** Why a call of a port did not give its answer. */
export type AccessPluginErrorCode =
  /** Not sent, or turned away for now; the same call may go through later. */
  | 'unavailable'
  /** Turned away because of a limit; see `retryAfterMs`. */
  | 'rate-limited'
  /** The plugin's own credentials or rights do not suffice; a person has to mend that. */
  | 'unauthorized'
  /** The other side names a right that the plugin lacks. Its account may get it; final once a later try is told the same. */
  | 'not-permitted'
  /** This very thing is refused and will be refused again. */
  | 'refused'
  /** The thing that the call is about does not exist, as far as this answer can be believed. */
  | 'not-found'
  /** The thing exists already. */
  | 'already-exists'
  /** Somebody else wrote first, or only contention: read again and compare. */
  | 'conflict'
  /** It may or may not have happened: look before doing it again. */
  | 'outcome-unknown'
  /** The caller's own check right before sending said no. Nothing was sent. */
  | 'window-passed'
  /** The answer is not complete yet: the same call goes on where this one stopped. */
  | 'unfinished'
  /** The caller gave up. */
  | 'aborted'
  /** The caller used the library in a way that would be unsafe. */
  | 'misuse'
  /** Something was thrown that is no failure of a port: a fault of this program or of an adapter. Its outcome is unknown. */
  | 'unexpected';

/** What a failed call means for what comes next. */
export type Outcome = 'not-done' | 'unknown' | 'conflict';

const unknownOutcomes: readonly AccessPluginErrorCode[] = ['outcome-unknown', 'aborted', 'unexpected'];

/** The one error of this library and of everything that implements its ports. The message is fit to be shown. */
export class AccessPluginError extends Error {
  override readonly name = 'AccessPluginError';
  readonly code: AccessPluginErrorCode;
  /** Not before this many milliseconds from now, where the other side said so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AccessPluginErrorCode, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  get outcome(): Outcome {
    if (this.code === 'conflict') return 'conflict';
    return unknownOutcomes.includes(this.code) ? 'unknown' : 'not-done';
  }
}

/** Whatever was thrown, as this library's error: one faulty request or event must not end the work on all others. */
export function asAccessPluginError(thrown: unknown): AccessPluginError {
  if (thrown instanceof AccessPluginError) return thrown;
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : typeof thrown;
  return new AccessPluginError('unexpected', `This is a fault of the program, please report it (${what}).`);
}
