import { PluginError } from './errors.ts';

/** What to tell a person when the plugin cannot go on: never a stack trace, and one line unless it is our own text. */
export function describeFailure(error: unknown): string {
  if (error instanceof PluginError) return `[${error.code}] ${error.message}`;
  if (!(error instanceof Error)) return 'The plugin stopped on something that is not an error.';
  const line = error.message.split('\n', 1)[0] ?? '';
  const known = 'code' in error && typeof error.code === 'string';
  return known ? line : `The plugin stopped on an unexpected error: ${error.name}: ${line}`;
}
