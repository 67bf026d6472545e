import { cardAtEnd, present, type NoteCase } from './note-case.ts';

/**
 * "The card goes back": when the run ends the card does not rest where the move had put it, unless it was moved again,
 * cannot be moved, or was the request's end after all.
 */
export function goesBack(one: NoteCase): boolean {
  const card = cardAtEnd(one);
  const { change, evidence, about } = one;
  if (card === undefined || change === undefined) return true;
  const newest = card.statusChanges.toSorted((a, b) => b.id - a.id)[0];
  if (newest?.id !== change.id || card.status !== change.to) return true;
  const end = evidence.history.requests.get(about)?.at(-1)?.value;
  const home = end === undefined ? 'expired' : end.state === 'promoted' ? 'approved' : end.state;
  return card.status === home || !card.reachable.includes(home) || card.requestId !== one.requestId;
}

/** "This one is closed": when the run ends it is, unless it was moved again, cannot be moved or found, or is the last one left. */
export function isClosed(one: NoteCase): boolean {
  const card = cardAtEnd(one);
  if (card === undefined || card.status === 'expired' || !card.reachable.includes('expired')) return true;
  const recorded = one.evidence.history.records.get(one.about)?.at(-1)?.value?.['issue_id'] ?? '';
  return card.requestId !== one.requestId || !one.evidence.board.tickets.has(recorded);
}

/** What people call the tickets that the record named while the note may have been thought of. */
export function recordedKeys({ evidence, records }: NoteCase): readonly string[] {
  const ids = records.map(({ issue_id = '' }) => issue_id);
  const ever = ids.map(
    (id) => evidence.history.tickets.get(id)?.find(({ value }) => value !== undefined)?.value,
  );
  return present(ever).map(({ key }) => key);
}
