/** What went wrong, in the words of Teleport's own error library; each maps to one gRPC status code. */
export type TeleportFakeErrorCode =
  | 'not-found'
  | 'access-denied'
  | 'compare-failed'
  | 'bad-parameter'
  | 'limit-exceeded'
  | 'connection-problem'
  | 'not-implemented';

/** The one error this library throws. `message` is what a Teleport client would read. */
export class TeleportFakeError extends Error {
  override readonly name = 'TeleportFakeError';
  readonly code: TeleportFakeErrorCode;

  constructor(code: TeleportFakeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
