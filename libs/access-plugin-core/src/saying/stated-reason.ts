import type { Account, Note, StatusChange, Ticket } from '../domain/ticket.ts';
import { byteLength, cutToBytes } from './cut-to-bytes.ts';

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

/** The most bytes of UTF-8 that Teleport takes as the reason of a review or of a resolution (seen on 15.3.1). */
export const longestReasonBytes = 4_096;

/** The change that a review answers. */
export interface ReviewMark {
  /** For people. Never compared: a ticket may get another key later. */
  readonly ticketKey: string;
  /** The number of the status change in the ticket's history. */
  readonly change: number;
  /** The plugin's instance: two boards may number their changes alike. */
  readonly instance: string;
}

/**
 * The reason of a review that the plugin hands in: what the person said, cut where the whole would be too long; whose
 * account it was; and, as the last line, the change that the review answers. Teleport refuses reviews with annotations,
 * so the reason is the only place for these.
 */
export function reviewReason(stated: string, by: string, mark: ReviewMark): string {
  const instance = mark.instance === unnamedInstance ? '' : `Instance ${mark.instance} `;
  const decider = `Decided by ${cutToBytes(by.replaceAll(/\s+/g, ' '), longestNameBytes)}.`;
  const ours = `${decider}\n${instance}(${mark.ticketKey}, change ${mark.change})`;
  const said = cutToBytes(stated, longestReasonBytes - byteLength(`\n${ours}`));
  return said === '' ? ours : `${said}\n${ours}`;
}

/** True when the last line of a reason names this change of this instance. */
export function namesChange(reason: string, { change, instance }: ReviewMark): boolean {
  const line = reason.slice(reason.lastIndexOf('\n') + 1);
  const [, before, named] = /^([^]*)\([^()]*, change (\d+)\)$/.exec(line) ?? [];
  if (before === undefined || named !== String(change)) return false;
  if (before === '') return instance === unnamedInstance;
  const owner = /^Instance ([\w-]+) $/.exec(before)?.[1];
  // Versions before this form wrote the mark behind the person's last words and named no instance.
  return owner === undefined || owner === instance;
}

/** The default instance is not named: one board alone needs no name, and older versions of the plugin read the mark. */
const unnamedInstance = 'default';

const longestNameBytes = 300;

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
