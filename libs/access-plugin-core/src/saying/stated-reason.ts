import type { Account, Note, StatusChange, Ticket } from '../domain/ticket.ts';

/**
 * The reason that a person gave on the ticket: `reason: …` in one line, or the lines after a line `reason:`, in that
 * person's own newest comment that was never edited, made since the card's last change before this one: what was said
 * of an earlier move is not said of this. Empty when there is none.
 */
export function reasonOf(ticket: Ticket, by: Account, change: StatusChange): string {
  const since = sinceLastChange(ticket, change);
  const own = ticket.notes
    .filter((note) => isOwnWord(note, by, since))
    .toSorted((a, b) => b.created - a.created);
  for (const note of own) {
    const reason = statedIn(note.text);
    if (reason !== '') return reason;
  }
  return '';
}

/** The reason of a review that the plugin hands in: what the person said, and the change that it answers. */
export function reviewReason(stated: string, ticketKey: string, change: number): string {
  const mark = markOf(ticketKey, change);
  return stated === '' ? `Decided on ${ticketKey} ${mark}` : `${stated} ${mark}`;
}

/** True when a reason ends with the mark of this change. */
export function namesChange(reason: string, ticketKey: string, change: number): boolean {
  return reason.endsWith(markOf(ticketKey, change));
}

function markOf(ticketKey: string, change: number): string {
  return `(${ticketKey}, change ${change})`;
}

function isOwnWord(note: Note, by: Account, since: number): boolean {
  return note.authorId === by.id && note.key === undefined && !note.edited && note.created >= since;
}

function sinceLastChange(ticket: Ticket, change: StatusChange): number {
  const earlier = ticket.statusChanges.filter(({ id }) => id < change.id).map(({ at }) => at);
  return Math.max(ticket.created, ...earlier);
}

function statedIn(text: string): string {
  const match = /^[ \t]*reason[ \t]*:/im.exec(text);
  if (match === null) return '';
  const said = text.slice(match.index + match[0].length);
  const end = said.indexOf('\n');
  const line = end === -1 ? said : said.slice(0, end);
  return (line.trim() === '' ? said : line).trim();
}
