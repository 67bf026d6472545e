import { notDone } from '../errors/not-done.ts';
import type { Identity } from './identity.ts';

/** Throws `certificate-expired` when the certificate is not valid at `nowMs` (milliseconds since the epoch). */
export function checkValidity(identity: Identity, nowMs: number): void {
  if (nowMs >= identity.expiresMs) {
    throw notDone(
      'certificate-expired',
      `The certificate of "${identity.user}" expired at ${iso(identity.expiresMs)}. Write a new identity; with tbot, check that it is running and that refresh_identity is on.`,
    );
  }
  if (nowMs < identity.notBeforeMs) {
    throw notDone(
      'certificate-expired',
      `The certificate of "${identity.user}" is valid only from ${iso(identity.notBeforeMs)}. Check this machine's clock.`,
    );
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
