import { TeleportFakeError } from '../errors.ts';

/** A rule that disturbs matching calls. The fake Jira takes the same shape. */
export interface FaultRule {
  /** `method` is the call's name (`UpdatePluginData`) or `*`; `resource` a request id. */
  readonly match: { readonly method: string; readonly resource?: string };
  /** Before the call has its effect, or after the effect and before the answer. */
  readonly when: 'before' | 'after';
  /**
   * `hold` keeps the call open until the rule is released or removed, `drop` cuts the connection without an answer,
   * `error` answers with a status, `delay` waits.
   */
  readonly action: 'hold' | 'drop' | 'error' | 'delay';
  /** gRPC status code for `error`; default 14, UNAVAILABLE. */
  readonly code?: number;
  readonly message?: string;
  /** Milliseconds for `delay`; default 0. */
  readonly delayMs?: number;
  /** How many calls it applies to; default all. */
  readonly times?: number;
}

/** Reads a rule from JSON. Throws bad-parameter naming the field that is wrong. */
export function parseFaultRule(input: unknown): FaultRule {
  const rule = record(input, 'rule');
  const match = record(rule['match'], 'match');
  return {
    match: {
      method: text(match['method'], 'match.method'),
      ...optional('resource', text, match['resource']),
    },
    when: oneOf(rule['when'], 'when', ['before', 'after'] as const),
    action: oneOf(rule['action'], 'action', ['hold', 'drop', 'error', 'delay'] as const),
    ...optional('code', count, rule['code']),
    ...optional('message', text, rule['message']),
    ...optional('delayMs', count, rule['delayMs']),
    ...optional('times', count, rule['times']),
  };
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  throw wrong(field, 'an object');
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  throw wrong(field, 'a string');
}

function count(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw wrong(field, 'a whole number of at least 0');
}

function oneOf<T extends string>(value: unknown, field: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw wrong(field, `one of ${choices.join(', ')}`);
}

function optional<K extends string, V>(
  key: K,
  read: (value: unknown, field: string) => V,
  value: unknown,
): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: read(value, key) } as { readonly [P in K]?: V });
}

function wrong(field: string, expected: string): TeleportFakeError {
  return new TeleportFakeError('bad-parameter', `fault rule: "${field}" must be ${expected}`);
}
