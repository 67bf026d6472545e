import type { AccessRequest } from '../domain/access-request.ts';
import type { StatusMeaning, Ticket, TicketOrigin, TicketRef } from '../domain/ticket.ts';
import type { Call } from './call.ts';

/** What a new ticket must say. The tracker chooses the words. */
export interface TicketDraft {
  readonly request: AccessRequest;
  readonly origin: TicketOrigin;
}

/** A call whose moment of sending matters. */
export interface CreateCall extends Call {
  /** Called synchronously right before the bytes leave, after every wait. What it throws cancels the call, and nothing is sent. */
  readonly beforeSend: () => void;
}

/** A comment that the plugin writes. */
export interface NoteDraft {
  /** Written as a property of the comment and, readable, at the end of its text. */
  readonly key: string;
  /** Plain text, a paragraph each. */
  readonly paragraphs: readonly string[];
}

/** A move that the plugin makes. */
export interface MoveDraft {
  readonly to: StatusMeaning;
  /** The change that it answers; written into the history entry together with the instance. */
  readonly answers?: number;
}

/** `gone` only when the answer was authenticated and browsing is allowed: absence is not a fact by itself. */
export type TicketReading = { readonly at: 'present'; readonly ticket: Ticket } | { readonly at: 'gone' };

/** As much of a ticket as a search shows. Searches lag and may be stale: a summary is a hint. */
export interface TicketSummary {
  readonly id: string;
  readonly requestId?: string;
  readonly origin?: TicketOrigin;
  readonly status: StatusMeaning;
  /** Milliseconds since the epoch. */
  readonly updated: number;
}

/** Which ticket is searched for. */
export interface TicketQuery {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
  /**
   * Names one walk over the board. After `unfinished` the next call of the same name goes on where the last one stopped;
   * a walk never goes on under another name. Default: each call is a walk of its own.
   */
  readonly walk?: string;
}

/** Which of our tickets a sweep wants to see. */
export type TicketFilter = { readonly updatedWithinMs: number } | { readonly status: 'pending' };

/** The board. Failures are `AccessPluginError`s; an answer given to nobody (a dead token) is a failure, not an empty answer. */
export interface Tracker {
  /** The tracker's name in lower case, for example `jira`; begins the delegator of an override. */
  readonly name: string;
  /** The plugin's own account. */
  readonly selfId: string;
  /** What keeps moved cards from deciding on some of its boards, a sentence each; none where it is absent. */
  readonly faults?: () => readonly string[];
  /** Creates a ticket that carries the request id and the origin as properties. Never sent twice by itself. */
  create(draft: TicketDraft, call: CreateCall): Promise<TicketRef>;
  /**
   * The ids of tickets by our account or a trusted creator that may belong to this request, created since `sinceMs`.
   * An empty answer means that a complete walk found none. `unfinished`: the deadline cut the walk short.
   */
  find(query: TicketQuery, call: Call): Promise<readonly string[]>;
  /** Our tickets, page by page. */
  list(filter: TicketFilter, call: Call): AsyncIterable<readonly TicketSummary[]>;
  /** Reads a ticket whole, by its id. */
  read(ticketId: string, call: Call): Promise<TicketReading>;
  addNote(ticketId: string, note: NoteDraft, call: Call): Promise<void>;
  /**
   * The note that says what was asked for, where the ticket's board has no place for it. Pure; `undefined`: the ticket says
   * it itself. Default: every ticket does.
   */
  detailsNote?(ticket: Ticket, request: AccessRequest): NoteDraft | undefined;
  deleteNote(ticketId: string, noteId: string, call: Call): Promise<void>;
  /** Moves the card. `not-found`: no move leads to that meaning from where the card is. */
  move(ticketId: string, move: MoveDraft, call: Call): Promise<void>;
}
