import { valueAt } from '../versions.ts';
import { creates, type Evidence } from './evidence.ts';

/** Of several tickets that were made for a request, the one with the lowest id is recorded, unless a note calls it an extra. */
export function adoptsTheLowest(evidence: Evidence): readonly string[] {
  const made = creates(evidence);
  return evidence.history.effects.flatMap((effect) => {
    if (effect.kind !== 'swap' || effect.by === undefined) return [];
    const { by, set, cluster, requestId, calledAt } = effect;
    const recorded = set['issue_id'] ?? '';
    const own = made.find(({ ticketId }) => ticketId === recorded);
    if (recorded === '' || own?.by === by) return [];
    const search = evidence.history.calls.findLast(
      (call) =>
        call.by === by && call.name === 'find' && call.about === requestId && call.calledAt <= calledAt,
    );
    if (search === undefined) return [];
    const searchedBefore = search.calledAt - evidence.plan.worstLagMs;
    const lower = made.find((other) => {
      if (other.cluster !== cluster || other.requestId !== requestId || other.at > searchedBefore)
        return false;
      const card = valueAt(evidence.history.tickets.get(other.ticketId) ?? [], calledAt);
      const isOpen = card !== undefined && card.requestId === requestId;
      return (
        isOpen && Number(other.ticketId) < Number(recorded) && !card.notes.some(({ key }) => key === 'extra')
      );
    });
    return lower === undefined ? [] : [`${by.name} adopted ${recorded} although ${lower.ticketId} was there`];
  });
}
