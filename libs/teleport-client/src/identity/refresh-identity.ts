import { setTimeout as sleep } from 'node:timers/promises';
import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { checkValidity } from './check-validity.ts';
import type { IdentitySource } from './identity-source.ts';
import type { Identity } from './identity.ts';
import { readIdentity, type IdentityLocation } from './read-identity.ts';

/** How an identity is kept fresh. */
export interface RefreshIdentityOptions {
  /** Ends the refreshing; the newest identity stays usable. */
  readonly signal: AbortSignal;
  /** How often the files are read, milliseconds. Defaults to 60,000, as in Teleport's own plugins. */
  readonly intervalMs?: number;
  /** Told when the files cannot be used; the identity from before is kept. */
  readonly onWarning: (warning: TeleportError) => void;
}

const INTERVAL_MS = 60_000;

/**
 * Reads an identity and goes on reading it, by path each time, because Kubernetes swaps links and tbot overwrites. The
 * first reading must succeed; it rejects as `readIdentity` does. Later, whatever is cut short, mixed or expired is
 * reported and left alone until the next reading.
 */
export async function refreshIdentity(
  location: IdentityLocation,
  options: RefreshIdentityOptions,
): Promise<IdentitySource> {
  let current = await readIdentity(location, options.signal);
  const listeners = new Set<() => void>();
  void everyInterval(options, async () => {
    const next = await readIdentity(location, options.signal);
    if (isSame(next, current)) return;
    checkReplacement(next, current);
    current = next;
    for (const listener of listeners) listener();
  });
  return {
    current: () => current,
    onRenewed: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function everyInterval(
  { signal, intervalMs = INTERVAL_MS, onWarning }: RefreshIdentityOptions,
  act: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const woken = await sleep(intervalMs, true, { signal, ref: false }).catch(() => false);
    if (!woken) return;
    try {
      await act();
    } catch (error) {
      if (signal.aborted) return;
      onWarning(asWarning(error));
    }
  }
}

function asWarning(error: unknown): TeleportError {
  if (error instanceof TeleportError) return error;
  return notDone('identity-invalid', 'The identity could not be renewed; the one from before is kept.');
}

/** An expired file does not take the place of an identity that still works. */
function checkReplacement(next: Identity, current: Identity): void {
  if (current.expiresMs > Date.now()) checkValidity(next, Date.now());
}

function isSame(one: Identity, other: Identity): boolean {
  return (
    one.certificatePem === other.certificatePem && one.authorityPems.join('') === other.authorityPems.join('')
  );
}
