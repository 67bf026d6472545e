import { AccessPluginError, type AccessPluginErrorCode } from '../../src/errors.ts';
import type { Call } from '../../src/ports/call.ts';

/** Throws `aborted` when the caller has given up already. */
export function ensureWanted(call: Call): void {
  if (call.signal.aborted)
    throw new AccessPluginError('aborted', 'The caller gave up before the call began.');
}

/** The error that a port throws, ready to be thrown. */
export function refusal(code: AccessPluginErrorCode, message: string): AccessPluginError {
  return new AccessPluginError(code, message);
}
