import { AccessPluginError, type AccessPluginErrorCode } from '@org/access-plugin-core';
import { JiraError, type JiraErrorCode } from '../api/jira-error.ts';

/** Runs a call of the client; what it throws comes out as the core's error, and anything else as it is. */
export async function asAccessPlugin<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toAccessPluginError(error);
  }
}

/** The core's word for a failure of the client. */
export function toAccessPluginError(error: unknown): unknown {
  if (!(error instanceof JiraError)) return error;
  return new AccessPluginError(codeOf(error), `Jira: ${error.message}`, error.pause?.forMs);
}

function codeOf(error: JiraError): AccessPluginErrorCode {
  if (error.code === 'aborted') return 'aborted';
  return error.outcome === 'unknown' ? 'outcome-unknown' : CODES[error.code];
}

const CODES: Readonly<Record<JiraErrorCode, AccessPluginErrorCode>> = {
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  captcha: 'unauthorized',
  anonymous: 'unauthorized',
  'not-found': 'not-found',
  conflict: 'conflict',
  'rate-limited': 'rate-limited',
  rejected: 'refused',
  unavailable: 'unavailable',
  timeout: 'unavailable',
  'not-json': 'unavailable',
  'unexpected-answer': 'unavailable',
  'endless-listing': 'unavailable',
  network: 'unavailable',
  tls: 'unavailable',
  aborted: 'aborted',
};
