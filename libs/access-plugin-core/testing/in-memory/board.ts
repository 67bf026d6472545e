import type {
  Account,
  ContentChange,
  MoveMark,
  Note,
  StatusChange,
  StatusMeaning,
  Ticket,
  TicketOrigin,
} from '../../src/domain/ticket.ts';
import { refusal } from './refuse.ts';

/** A ticket as the board stores it. Every change puts a new value in its place, so a kept one is a past one. */
export interface BoardTicket extends Ticket {
  /** Milliseconds since the epoch. */
  readonly updated: number;
}

/** What a new ticket carries. */
export interface BoardDraft {
  readonly requestId?: string;
  readonly origin?: TicketOrigin;
  readonly by: Account;
  /** Default: `pending`. */
  readonly status?: StatusMeaning;
}

/** A move by an account. */
export interface BoardMove {
  /** Absent where the tracker does not say who it was. */
  readonly by?: Account;
  readonly to: StatusMeaning;
  readonly mark?: MoveMark;
}

/** A comment by an account; with a key when the plugin wrote it. */
export interface BoardNote {
  readonly by: Account;
  readonly text: string;
  readonly key?: string;
}

/** A move to another project, or to another type. */
export interface BoardRelocation {
  readonly by: Account;
  readonly projectId?: string;
  readonly typeId?: string;
}

/** The state of a tracker, with what accounts may do to it. Everything is synchronous. */
export interface Board {
  readonly tickets: ReadonlyMap<string, BoardTicket>;
  create(draft: BoardDraft): BoardTicket;
  move(ticketId: string, move: BoardMove): StatusChange;
  addNote(ticketId: string, note: BoardNote): Note;
  deleteNote(ticketId: string, noteId: string): void;
  /** Changes what approvers read. */
  edit(ticketId: string, change: { readonly by: Account; readonly fields: readonly string[] }): ContentChange;
  /** Moves the ticket to another project, or makes it another type; the history says so. */
  relocate(ticketId: string, to: BoardRelocation): void;
  /** Rewrites the properties, which anybody who may edit the ticket can. */
  setProperties(ticketId: string, properties: Pick<BoardDraft, 'requestId' | 'origin'>): void;
  remove(ticketId: string): void;
}

/** Column names by meaning; a board may lack some. */
const columns: Readonly<Record<StatusMeaning, string>> = {
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
  other: 'In Review',
};
const allMeanings = Object.keys(columns) as StatusMeaning[];

/** An empty board. `now` gives milliseconds since the epoch; `meanings` are the columns that it has. */
export function createBoard(now: () => number, meanings: readonly StatusMeaning[] = allMeanings): Board {
  const tickets = new Map<string, BoardTicket>();
  let lastTicket = 10_000;
  let lastChange = 0;
  let lastNote = 0;

  const existing = (ticketId: string): BoardTicket => {
    const ticket = tickets.get(ticketId);
    if (ticket === undefined) throw refusal('not-found', `There is no ticket ${ticketId}.`);
    return ticket;
  };
  const change = (ticketId: string, changed: Partial<BoardTicket>): void => {
    tickets.set(ticketId, { ...existing(ticketId), ...changed, updated: now() });
  };

  const contentChanged: Board['edit'] = (ticketId, { by, fields }) => {
    lastChange += 1;
    const entry: ContentChange = { id: lastChange, author: by, fields };
    change(ticketId, { contentChanges: [...existing(ticketId).contentChanges, entry] });
    return entry;
  };

  return {
    tickets,
    create: (draft) => {
      lastTicket += 1;
      const ticket = newTicket(draft, { id: String(lastTicket), now: now(), meanings });
      tickets.set(ticket.id, ticket);
      return ticket;
    },
    move: (ticketId, move) => {
      lastChange += 1;
      const entry = statusChange(existing(ticketId), move, { id: lastChange, now: now() });
      const { to } = move;
      change(ticketId, {
        status: to,
        statusName: columns[to],
        reachable: meanings.filter((meaning) => meaning !== to),
        statusChanges: [...existing(ticketId).statusChanges, entry],
      });
      return entry;
    },
    addNote: (ticketId, draft) => {
      lastNote += 1;
      const note = newNote(draft, { id: String(lastNote), now: now() });
      change(ticketId, { notes: [...existing(ticketId).notes, note] });
      return note;
    },
    deleteNote: (ticketId, noteId) => change(ticketId, { notes: notesWithout(existing(ticketId), noteId) }),
    edit: contentChanged,
    relocate: (ticketId, { by, ...to }) => {
      contentChanged(ticketId, { by, fields: Object.keys(to) });
      change(ticketId, to);
    },
    setProperties: (ticketId, properties) => {
      tickets.set(ticketId, { ...withoutProperties(existing(ticketId)), ...properties, updated: now() });
    },
    remove: (ticketId) => void tickets.delete(ticketId),
  };
}

function newNote({ by, text, key }: BoardNote, given: { readonly id: string; readonly now: number }): Note {
  const note = { id: given.id, authorId: by.id, text, created: given.now, edited: false };
  return key === undefined ? note : { ...note, key };
}

function notesWithout(ticket: BoardTicket, noteId: string): readonly Note[] {
  const kept = ticket.notes.filter((note) => note.id !== noteId);
  if (kept.length === ticket.notes.length) throw refusal('not-found', `There is no note ${noteId}.`);
  return kept;
}

function statusChange(
  ticket: BoardTicket,
  { by, to, mark }: BoardMove,
  given: { readonly id: number; readonly now: number },
): StatusChange {
  if (!ticket.reachable.includes(to)) {
    throw refusal('not-found', `No move leads from "${ticket.statusName}" to a column that means ${to}.`);
  }
  const entry = { id: given.id, at: given.now, from: ticket.status, to, toName: columns[to] };
  return {
    ...entry,
    ...(by === undefined ? {} : { author: by }),
    ...(mark === undefined ? {} : { mark }),
  };
}

function withoutProperties(ticket: BoardTicket): BoardTicket {
  const bare: { -readonly [Key in keyof BoardTicket]: BoardTicket[Key] } = { ...ticket };
  delete bare.requestId;
  delete bare.origin;
  return bare;
}

function newTicket(
  draft: BoardDraft,
  given: { readonly id: string; readonly now: number; readonly meanings: readonly StatusMeaning[] },
): BoardTicket {
  const status = draft.status ?? 'pending';
  return {
    id: given.id,
    key: `REQ-${given.id}`,
    ...(draft.requestId === undefined ? {} : { requestId: draft.requestId }),
    ...(draft.origin === undefined ? {} : { origin: draft.origin }),
    creatorId: draft.by.id,
    projectId: '10',
    typeId: '3',
    created: given.now,
    updated: given.now,
    status,
    statusName: columns[status],
    reachable: given.meanings.filter((meaning) => meaning !== status),
    statusChanges: [],
    contentChanges: [],
    notes: [],
  };
}
