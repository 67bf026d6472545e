import type { CallMade } from '../history.ts';
import { recordAt, type Evidence } from './evidence.ts';

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
export function swapsExpectEnough(evidence: Evidence): readonly string[] {
  return evidence.history.calls.flatMap((call) => {
    if (call.name !== 'swap') return [];
    const expected = new Set(Object.keys(call.expect ?? {}));
    const missing = needed(evidence, call).filter((key) => !expected.has(key));
    return missing.length === 0
      ? []
      : [`${call.by.name} wrote ${call.about} without expecting ${missing.join(', ')}`];
  });
}

function needed(
  evidence: Evidence,
  { by, about, calledAt, expect = {}, set = {} }: CallMade,
): readonly string[] {
  // A record with a user but no owner is a claim by the original: taking it over is a later write.
  const { user = '' } = recordAt(evidence, `${by.deployment.cluster}/${about}`, calledAt);
  const first = (expect['claim_epoch'] ?? '') === '' && user === '';
  const always = ['claim_owner', 'claim_epoch', 'issue_id', ...Object.keys(set)];
  return first ? [...always, ...nineKeys] : always;
}
