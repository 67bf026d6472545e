/** What can stop the plugin before or while it runs. The list is closed: callers switch on it. */
export type PluginErrorCode =
  | 'config-missing'
  | 'config-unreadable'
  | 'config-syntax'
  | 'config-invalid'
  | 'request-file'
  | 'log-output'
  | 'pid-file'
  | 'webhook-tls'
  | 'webhook-listen'
  | 'admin-listen'
  | 'teleport'
  | 'jira'
  | 'stopped';

/**
 * The one error class of this program. Its message says what happened, why, and what to do; it is printed as it
 * is, so it never holds a secret, a third-party error or a stack trace.
 */
export class PluginError extends Error {
  override readonly name = 'PluginError';
  readonly code: PluginErrorCode;

  constructor(code: PluginErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
