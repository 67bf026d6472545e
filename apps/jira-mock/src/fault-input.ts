import type { FaultRule } from '@org/jira-fake';

const ACTIONS = ['hold', 'drop', 'error', 'delay'];

/** Reads a rule that came as JSON; the text says what is wrong with it. */
export function readFault(value: unknown): FaultRule | string {
  if (typeof value !== 'object' || value === null) return 'A fault is a JSON object.';
  const { match, when, action, ...rest } = value as Record<string, unknown>;
  if (match !== undefined && (typeof match !== 'object' || match === null)) {
    return '"match" is an object with "method" and "path".';
  }
  if (when !== undefined && when !== 'before' && when !== 'after') return '"when" is "before" or "after".';
  if (typeof action !== 'string' || !ACTIONS.includes(action))
    return `"action" is one of ${ACTIONS.join(', ')}.`;
  return { ...rest, match: match ?? {}, when: when ?? 'before', action } as FaultRule;
}
