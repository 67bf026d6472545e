import { valuesDuring } from '../versions.ts';
import { recordAt, type Evidence } from './evidence.ts';

/** What a process knows of a ticket can be as old as this, in milliseconds. */
const knowledgeAgeMs = 300_000;

/** A mark in the record is written after its effect, never before: the card shows the end before the record says so. */
export function marksFollowEffects(evidence: Evidence): readonly string[] {
  return evidence.history.effects.flatMap((effect) => {
    if (effect.kind !== 'swap' || effect.by === undefined) return [];
    const { set, cluster, requestId, sentAt, by } = effect;
    const resolution = set['resolution'] ?? '';
    if (resolution === '') return [];
    const status = resolution === 'promoted' ? 'approved' : resolution;
    const recorded = recordAt(evidence, `${cluster}/${requestId}`, sentAt)['issue_id'] ?? '';
    const cards = valuesDuring(evidence.history.tickets.get(recorded) ?? [], sentAt - knowledgeAgeMs, sentAt);
    const shown = cards.some(
      (card) =>
        card === undefined || card.status === status || !card.reachable.some((meaning) => meaning === status),
    );
    return shown ? [] : [`${by.name} marked ${requestId} ${resolution} before ticket ${recorded} showed it`];
  });
}
