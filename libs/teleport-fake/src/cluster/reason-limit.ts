import { TeleportFakeError } from '../errors.ts';

const MAX_REASON_BYTES = 4_096;

/**
 * Throws bad-parameter for a reason above 4,096 bytes. Seen on 15.3.1 for the reason of a request; read in its source,
 * unseen, for the reason of a resolution.
 */
export function requireShortReason(what: 'reason' | 'resolve reason', text: string): void {
  if (Buffer.byteLength(text) <= MAX_REASON_BYTES) return;
  throw new TeleportFakeError(
    'bad-parameter',
    `access request ${what} is too long, max ${MAX_REASON_BYTES} bytes`,
  );
}
