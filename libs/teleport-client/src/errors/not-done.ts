import { TeleportError, type TeleportErrorCode } from './teleport-error.ts';

/** An error of something that had no effect on the cluster: nothing was sent, or it was refused outright. */
export function notDone(code: TeleportErrorCode, message: string): TeleportError {
  return new TeleportError({ code, outcome: 'not-done', message });
}
