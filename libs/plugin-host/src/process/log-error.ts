/** What a log line says of an error. */
export interface LoggedError {
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
}

/** Code and message only: other properties of foreign errors hold headers and bodies. The stack is for debugging. */
export function serializeError(error: unknown, { withStack }: { readonly withStack: boolean }): LoggedError {
  if (!(error instanceof Error)) return { message: 'a value that is not an error was thrown' };
  const code =
    'code' in error && ['string', 'number'].includes(typeof error.code) ? String(error.code) : undefined;
  return {
    ...(code === undefined ? {} : { code }),
    message: error.message,
    ...(withStack && error.stack !== undefined ? { stack: error.stack } : {}),
  };
}
