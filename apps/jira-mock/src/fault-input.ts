import { KNOWN_FAULTS, type FaultRule } from '@org/jira-fake';

const ACTIONS = ['hold', 'drop', 'error', 'delay'];

/** Reads a rule that came as JSON, or the name of a known one with parts that differ; the text says what is wrong. */
export function readFault(value: unknown): FaultRule | string {
  if (typeof value !== 'object' || value === null) return 'A fault is a JSON object.';
  if (!('known' in value)) return readRule(value);
  const { known, ...rest } = value;
  const found = Object.entries(KNOWN_FAULTS).find(([name]) => name === known);
  if (found !== undefined) return readRule({ ...found[1], ...rest });
  return `There is no known fault ${JSON.stringify(known)}. Known: ${Object.keys(KNOWN_FAULTS).join(', ')}.`;
}

function readRule(value: object): FaultRule | string {
  const { match, when, action, ...rest } = value as Record<string, unknown>;
  if (match !== undefined && (typeof match !== 'object' || match === null)) {
    return '"match" is an object with "method" and "path".';
  }
  if (when !== undefined && when !== 'before' && when !== 'after') return '"when" is "before" or "after".';
  if (typeof action !== 'string' || !ACTIONS.includes(action))
    return `"action" is one of ${ACTIONS.join(', ')}.`;
  return { ...rest, match: match ?? {}, when: when ?? 'before', action } as FaultRule;
}
