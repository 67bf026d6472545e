import type { Note, StatusChange, Ticket } from './ticket.ts';

/** A change is ours only if its author is our own account and its entry carries the plugin's mark. */
export function isOurs(change: Pick<StatusChange, 'author' | 'mark'>, selfId: string): boolean {
  return change.author?.id === selfId && change.mark !== undefined;
}

/** A note is ours only if its author is our own account and it carries a key. */
export function isOurNote(note: Note, selfId: string): boolean {
  return note.authorId === selfId && note.key !== undefined;
}

/** The newest status change that is not ours, by number. */
export function newestForeignChange(ticket: Ticket, selfId: string): StatusChange | undefined {
  return ticket.statusChanges
    .filter((change) => !isOurs(change, selfId))
    .reduce<StatusChange | undefined>(newer, undefined);
}

/** The newest status change of all, by number. */
export function newestChange(ticket: Ticket): StatusChange | undefined {
  return ticket.statusChanges.reduce<StatusChange | undefined>(newer, undefined);
}

/** True when a move of ours names the change. */
export function isAnsweredByMove(ticket: Ticket, change: number, selfId: string): boolean {
  return ticket.statusChanges.some((move) => isOurs(move, selfId) && move.mark?.answers === change);
}

/** True when the plugin has written a note with this key. */
export function hasNote(ticket: Ticket, key: string, selfId: string): boolean {
  return ticket.notes.some((note) => isOurNote(note, selfId) && note.key === key);
}

function newer(best: StatusChange | undefined, change: StatusChange): StatusChange {
  return best === undefined || change.id > best.id ? change : best;
}
