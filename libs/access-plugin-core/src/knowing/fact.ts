import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { Ticket, TicketRef } from '../domain/ticket.ts';
import type { AccessPluginErrorCode, Outcome } from '../errors.ts';
import type { Identification } from '../ports/directory.ts';
import type { DeleteNoteStep, MoveStep, NoteStep, ResolveStep, Step, SwapStep } from '../deciding/step.ts';
import type { Read } from './memory.ts';

/** Something read, with the moment at which its read started. */
export interface Fetched<T> extends Read<T> {
  readonly startedAt: number;
}

/** A step that is carried out by calling a port. */
export type Deed = Exclude<Step, { kind: 'rest' | 'wait' | 'hold' }>;

/** The answer to a look at everything. */
export interface Look {
  readonly request: Fetched<AccessRequest | undefined>;
  readonly record: Fetched<PluginData>;
  /** Absent when the record names no ticket, or when it is left unread because work is due whatever it shows. */
  readonly ticket: Fetched<Ticket | 'gone'> | undefined;
  /** True when the record or the ticket says that the request has ended. */
  readonly endTold: boolean;
  /** The other tickets that name the request. */
  readonly others: readonly Ticket[];
  /** Ids of others that do not exist. */
  readonly gone: readonly string[];
}

/** How a step failed. */
export interface Failure {
  readonly step: Deed;
  readonly code: AccessPluginErrorCode;
  readonly outcome: Outcome;
  readonly message: string;
}

/** Something that this process learned of a request. `at` is the moment of learning, on the monotonic clock. */
export type Fact =
  /** The stream gave the request. */
  | { readonly kind: 'told'; readonly request: AccessRequest; readonly at: number }
  /** The stream told of a DELETE. */
  | { readonly kind: 'deleted' }
  /** Tickets were said to name the request. */
  | { readonly kind: 'named'; readonly ticketIds: readonly string[] }
  /** Request, record and tickets were read. */
  | { readonly kind: 'looked'; readonly look: Look; readonly at: number }
  /** The recorded ticket alone was read. */
  | { readonly kind: 'read'; readonly ticket: Fetched<Ticket | 'gone'> }
  /** A search under a claim found these tickets; after it everything was read. */
  | {
      readonly kind: 'searched';
      readonly found: readonly string[];
      readonly claim: string;
      /** For how long the claim had been watched when the search started. */
      readonly watchedMs: number;
      readonly look: Look;
      readonly at: number;
    }
  /** A conditional write is about to be sent: until its answer, nothing is known of the record. */
  | { readonly kind: 'sending'; readonly step: SwapStep; readonly at: number }
  /** A conditional write was made; this is the record after it. */
  | {
      readonly kind: 'swapped';
      readonly step: SwapStep;
      readonly record: Fetched<PluginData>;
      readonly at: number;
    }
  | { readonly kind: 'created'; readonly ticket: TicketRef }
  /** A note was written by our account; `wall` is the time in milliseconds since the epoch. */
  | { readonly kind: 'noted'; readonly step: NoteStep; readonly by: string; readonly wall: number }
  | { readonly kind: 'note-deleted'; readonly step: DeleteNoteStep }
  | { readonly kind: 'moved'; readonly step: MoveStep }
  | {
      readonly kind: 'identified';
      readonly accountId: string;
      readonly answer: Identification;
      readonly at: number;
    }
  | { readonly kind: 'resolved'; readonly step: ResolveStep; readonly at: number }
  /** A review was handed in; this is the request after it. */
  | { readonly kind: 'reviewed'; readonly request: AccessRequest }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly at: number }
  /** Nothing is to be done now. `due`: the work that another process's claim holds up. */
  | { readonly kind: 'rested'; readonly due?: string; readonly ticketDeleted: boolean; readonly at: number };
