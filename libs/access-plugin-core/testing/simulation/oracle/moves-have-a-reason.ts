import type { AccessRequest, RequestState } from '../../../src/domain/access-request.ts';
import type { Effect } from '../history.ts';
import { valuesDuring } from '../versions.ts';
import { recordAt, type Evidence } from './evidence.ts';

type Move = Extract<Effect, { readonly kind: 'move' }>;

/** What a process knows can be as old as this, in milliseconds: an interval and the time of its calls. */
const knowledgeAgeMs = 60_000;

/**
 * Absence is no fact by itself, and nothing is closed for a rumour: a card is moved to an ending only when the request
 * has so ended, or when it is an extra beside a recorded ticket that exists; and back to Pending only while it is pending.
 */
export function movesHaveAReason(evidence: Evidence): readonly string[] {
  return evidence.history.effects.flatMap((effect) => {
    if (effect.kind !== 'move' || effect.by === undefined || isExtra(evidence, effect)) return [];
    const about = aboutOf(evidence, effect);
    if (about === undefined) return [];
    const from = effect.sentAt - 2 * evidence.settings.intervalMs - knowledgeAgeMs;
    // A change that the stream told may serve for opening and mirroring, however late it was told.
    const wasTold = evidence.history.heard.some(
      (one) =>
        one.by === effect.by &&
        about.endsWith(`/${one.requestId}`) &&
        leadsTo(one.state, effect.to) &&
        one.at >= from &&
        one.at <= effect.sentAt,
    );
    if (wasTold) return [];
    const states = valuesDuring(evidence.history.requests.get(about) ?? [], from, effect.sentAt);
    const marked = recordAt(evidence, about, effect.sentAt)['resolution'];
    if (marked === effect.to || (marked === 'promoted' && effect.to === 'approved')) return [];
    return states.some((request) => isReason(request, effect.to))
      ? []
      : [
          `${effect.by.name} moved ${effect.ticketId} to ${effect.to} at ${effect.sentAt} although ${about} was not so`,
        ];
  });
}

function isReason(request: AccessRequest | undefined, to: Move['to']): boolean {
  return request === undefined ? to === 'expired' : leadsTo(request.state, to);
}

function leadsTo(state: RequestState, to: Move['to']): boolean {
  return state === to || (state === 'promoted' && to === 'approved');
}

/** An extra: the record names another ticket, which was there when it mattered. */
function isExtra(evidence: Evidence, { ticketId, to, sentAt }: Move): boolean {
  if (to !== 'expired') return false;
  const about = aboutOf(evidence, { ticketId });
  const recorded = about === undefined ? '' : (recordAt(evidence, about, sentAt)['issue_id'] ?? '');
  if (recorded === '' || recorded === ticketId) return false;
  const cards = valuesDuring(evidence.history.tickets.get(recorded) ?? [], sentAt - knowledgeAgeMs, sentAt);
  return cards.some((card) => card !== undefined);
}

function aboutOf({ history }: Evidence, { ticketId }: { readonly ticketId: string }): string | undefined {
  const made = history.effects.find((effect) => effect.kind === 'create' && effect.ticketId === ticketId);
  return made?.kind === 'create' ? `${made.cluster}/${made.requestId}` : undefined;
}
