import { isReopenedKey, isResolutionKey } from './note-key.ts';
import { isOurNote } from './status-history.ts';
import type { Note, StatusChange, Ticket } from './ticket.ts';

/**
 * How often the request was set back to pending after its end was told on the ticket. Each round has a note of its own
 * for its end, so that an end of an earlier round is not taken for it.
 */
export function roundOf(ticket: Ticket, selfId: string): number {
  return new Set(keysOf(ticket, selfId).filter(isReopenedKey)).size;
}

/** True when the end of the present round was told: no note since then says that the request is pending again. */
export function isEndTold(ticket: Ticket, selfId: string): boolean {
  const ended = newest(ticket, selfId, isResolutionKey);
  const reopened = newest(ticket, selfId, isReopenedKey);
  return ended !== undefined && (reopened === undefined || isAfter(ended, reopened));
}

/**
 * True when an end was told after this change, or taken back after it: whatever the change asked for was settled then, and
 * never decides again.
 */
export function isSettledByEnd(ticket: Ticket, change: StatusChange, selfId: string): boolean {
  const told = newest(ticket, selfId, (key) => isResolutionKey(key) || isReopenedKey(key));
  return told !== undefined && told.created >= change.at;
}

/** True when a note after this change says that the request is pending again. */
export function isReopenedSince(ticket: Ticket, change: StatusChange, selfId: string): boolean {
  const reopened = newest(ticket, selfId, isReopenedKey);
  return reopened !== undefined && reopened.created >= change.at;
}

function keysOf(ticket: Ticket, selfId: string): readonly string[] {
  return ticket.notes.flatMap((note) =>
    isOurNote(note, selfId) && note.key !== undefined ? [note.key] : [],
  );
}

function newest(ticket: Ticket, selfId: string, hasKind: (key: string) => boolean): Note | undefined {
  const notes = ticket.notes.filter(
    (note) => isOurNote(note, selfId) && note.key !== undefined && hasKind(note.key),
  );
  return notes.reduce<Note | undefined>(
    (best, note) => (best === undefined || isAfter(note, best) ? note : best),
    undefined,
  );
}

/** A note that was just written has no id yet, and is the newest of its moment. */
function isAfter(a: Note, b: Note): boolean {
  if (a.created !== b.created) return a.created > b.created;
  return a.id === '' || (b.id !== '' && a.id.localeCompare(b.id, 'en', { numeric: true }) > 0);
}
