import { cacheLagMs } from '../simulated-requests.ts';
import type { Effect } from '../history.ts';
import { asShown } from '../site.ts';
import { valuesDuring } from '../versions.ts';
import { recordAt, type Evidence } from './evidence.ts';
import { verdictOf, type Verdict } from './verdict.ts';

type Decision = Extract<Effect, { readonly kind: 'resolve' | 'review' }>;

/**
 * I3: no decision takes effect without a person's matching verdict on the recorded ticket, true at some moment within
 * the decision window before the decision was sent, while the request was pending.
 */
export function decisionsFollowAVerdict(evidence: Evidence): readonly string[] {
  const wrong: string[] = [];
  for (const effect of evidence.history.effects) {
    if (effect.kind !== 'resolve' && effect.kind !== 'review') continue;
    const fault = faultOf(evidence, effect);
    if (fault !== undefined) wrong.push(`${effect.by?.name ?? ''} at ${effect.sentAt}: ${fault}`);
  }
  return wrong;
}

function faultOf(evidence: Evidence, decision: Decision): string | undefined {
  const { history, plan, settings } = evidence;
  const { requestId, to } = decision.kind === 'resolve' ? decision.change : decision.review;
  const id = `${decision.cluster}/${requestId}`;
  const staleMs = plan.faults.staleTicket > 0 ? 60_000 : 0;
  const from = decision.sentAt - settings.decisionWindowMs;
  const states = valuesDuring(history.requests.get(id) ?? [], from - cacheLagMs, decision.sentAt);
  const pending = states.filter((request) => request?.state === 'pending');
  if (pending.length === 0) return `${id} was ${to} when it was not pending any more`;
  const recorded = recordAt(evidence, id, decision.sentAt)['issue_id'] ?? '';
  if (plan.sealed && !isSealed(evidence, id, decision))
    return `${id} was ${to} under a record without a good seal`;
  const kept = valuesDuring(history.tickets.get(recorded) ?? [], from - staleMs, decision.sentAt);
  // As the tracker can have shown them when they were read.
  const cards = kept.flatMap((card) =>
    card === undefined ? [] : [from, decision.sentAt].map((at) => asShown(plan, card, at)),
  );
  for (const card of cards) {
    for (const request of pending) {
      const verdict = request === undefined ? undefined : verdictOf(plan, request, card);
      if (verdict?.to === to && isCarriedFaithfully(evidence, decision, verdict)) return undefined;
    }
  }
  return `${id} was ${to} without a matching verdict on ticket ${recorded || '(none recorded)'}`;
}

/** Some record that could be read within the window vouched for the recorded ticket. */
function isSealed({ history, settings }: Evidence, id: string, { sentAt, by }: Decision): boolean {
  const [, requestId = ''] = id.split('/');
  const records = valuesDuring(history.records.get(id) ?? [], sentAt - settings.decisionWindowMs, sentAt);
  return records.some((record = {}) => {
    const { issue_id = '', project_id = '', issue_type_id = '', seal = '' } = record;
    return (
      seal === ['sealed', by?.deployment.instance, requestId, issue_id, project_id, issue_type_id].join('|')
    );
  });
}

/** Under the right name, and in the form that the mode asks for. */
function isCarriedFaithfully({ settings }: Evidence, decision: Decision, verdict: Verdict): boolean {
  const { by, user, change } = verdict;
  if (decision.kind === 'resolve') {
    return settings.mode === 'override' && decision.change.delegator === `board:${by.email ?? by.id}`;
  }
  const { author, reason } = decision.review;
  if (!reason.endsWith(`, change ${change.id})`)) return false;
  return settings.mode === 'review'
    ? author === undefined
    : settings.mode === 'review-for-user' && author === user;
}
