import type { CallMade } from '../history.ts';
import type { Evidence } from './evidence.ts';

const nineKeys = [
  'issue_id',
  'issue_key',
  'user',
  'roles',
  'created',
  'request_reason',
  'reviews_count',
  'resolution',
  'resolve_reason',
];

/**
 * The first claim expects all of the original's keys and the plugin's own to be empty; every later write expects the
 * owner, the epoch, the recorded ticket, and the old value of each key that it sets.
 */
export function swapsExpectEnough({ history }: Evidence): readonly string[] {
  return history.calls.flatMap((call) => {
    if (call.name !== 'swap') return [];
    const expected = new Set(Object.keys(call.expect ?? {}));
    const missing = needed(call).filter((key) => !expected.has(key));
    return missing.length === 0
      ? []
      : [`${call.by.name} wrote ${call.about} without expecting ${missing.join(', ')}`];
  });
}

function needed({ expect = {}, set = {} }: CallMade): readonly string[] {
  const first = (expect['claim_epoch'] ?? '') === '' && (expect['user'] ?? '') === '';
  const always = ['claim_owner', 'claim_epoch', 'issue_id', ...Object.keys(set)];
  return first ? [...always, ...nineKeys] : always;
}
