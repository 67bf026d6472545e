import { AccessPluginError, type AccessPluginErrorCode } from '@org/access-plugin-core';
import { TeleportError, type TeleportErrorCode } from '../errors/teleport-error.ts';

/** Any failure of the client, in the core's words. Anything else is a fault of this program and passes unchanged. */
export function toAccessPluginError(error: unknown): unknown {
  if (!(error instanceof TeleportError)) return error;
  return new AccessPluginError(codeOf(error), error.message);
}

/** Runs one call and gives its failure in the core's words. */
export async function inCoreTerms<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toAccessPluginError(error);
  }
}

function codeOf(error: TeleportError): AccessPluginErrorCode {
  if (error.code === 'cancelled') return 'aborted';
  switch (error.outcome) {
    case 'conflict':
      return 'conflict';
    case 'unknown':
      return 'outcome-unknown';
    case 'not-done':
      return refusal(error.code);
  }
}

const REFUSALS: Partial<Record<TeleportErrorCode, AccessPluginErrorCode>> = {
  'not-found': 'not-found',
  'already-exists': 'already-exists',
  'invalid-argument': 'refused',
  unimplemented: 'refused',
  'bad-options': 'misuse',
  'resource-exhausted': 'rate-limited',
  'permission-denied': 'unauthorized',
  'mfa-required': 'unauthorized',
  'version-rejected': 'unauthorized',
  'certificate-expired': 'unauthorized',
  'certificate-refused': 'unauthorized',
};

function refusal(code: TeleportErrorCode): AccessPluginErrorCode {
  return REFUSALS[code] ?? 'unavailable';
}
