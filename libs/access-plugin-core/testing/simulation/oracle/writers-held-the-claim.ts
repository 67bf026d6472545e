import type { Evidence } from './evidence.ts';

/** Whoever writes to a recorded ticket has held the claim of its request before. */
export function writersHeldTheClaim(evidence: Evidence): readonly string[] {
  const { history } = evidence;
  const recordedAs = new Map<string, string>();
  for (const [id, versions] of history.records) {
    for (const { value } of versions)
      if (value?.['issue_id'] !== undefined) recordedAs.set(value['issue_id'], id);
  }
  return history.effects.flatMap((effect) => {
    if (effect.by === undefined || (effect.kind !== 'move' && effect.kind !== 'note')) return [];
    const id = recordedAs.get(effect.ticketId);
    if (id === undefined) return [];
    const { owner, name } = effect.by;
    const versions = history.records.get(id) ?? [];
    const lastRecord = versions.at(-1);
    // Once request and record are gone there is no claim to be had.
    if (lastRecord !== undefined && lastRecord.value === undefined && effect.sentAt >= lastRecord.at)
      return [];
    const held = versions.some(({ at, value }) => at <= effect.sentAt && value?.['claim_owner'] === owner);
    return held
      ? []
      : [`${name} wrote (${effect.kind}) to ${effect.ticketId} without ever holding its claim`];
  });
}
