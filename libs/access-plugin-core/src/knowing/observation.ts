import type { NoteDraft } from '../ports/tracker.ts';
import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { Ticket, TicketRef } from '../domain/ticket.ts';
import type { Identification } from '../ports/directory.ts';
import type { Settings } from '../settings.ts';

/** The request as it was last seen. */
export type RequestSight =
  | {
      readonly at: 'present';
      readonly request: AccessRequest;
      readonly fresh: boolean;
      /** The time between the first and the last of the reads in a row that showed it pending although its end was told or marked. */
      readonly pendingAgainMs: number;
    }
  /** `confirmed` only once absence counts as a fact: deleted, past its recorded expiry, or often enough not there. */
  | { readonly at: 'missing'; readonly confirmed: boolean };

/** The recorded ticket as it was last seen. */
export type TicketSight =
  | { readonly at: 'unread' }
  | { readonly at: 'present'; readonly ticket: Ticket; readonly fresh: boolean }
  | { readonly at: 'gone' };

/** What this process knows of the claim that stands in the record. Times elapsed, on its own monotonic clock. */
export interface ClaimSight {
  /** Since the first read of this owner and epoch returned. */
  readonly watchedMs: number;
  /** Since this process sent the write that made the claim; absent when it is not this process's. */
  readonly sentMs?: number;
  /** True once this epoch's one create with an unknown outcome was sent. */
  readonly createSpent: boolean;
  /** A ticket that this process created and that is not recorded yet. */
  readonly created?: TicketRef;
  /** The value of `watchedMs` when the last search under this claim started. */
  readonly searchedAtMs?: number;
}

/** What is known of the person behind the newest change. */
export type IdentitySight = Identification | { readonly at: 'unasked' } | { readonly at: 'not-needed' };

/** What became of the attempts to carry the newest change to the other side. */
export interface DecisionSight {
  /** The other side's final refusal of this change, in words fit to be shown. */
  readonly refusal?: { readonly change: number; readonly message: string };
  /** For how long attempts at this change have been failing. */
  readonly stuck?: { readonly change: number; readonly forMs: number; readonly message: string };
}

/** Work that this process saw undone while another one held the claim. */
export interface DueSight {
  readonly key: string;
  readonly forMs: number;
}

/** Everything that a decision rests on, as values. */
export interface Observation {
  readonly requestId: string;
  readonly request: RequestSight;
  readonly record: PluginData;
  readonly ticket: TicketSight;
  /** Other tickets that name this request, each read directly. */
  readonly others: readonly Ticket[];
  readonly claim: ClaimSight;
  readonly due?: DueSight;
  /** What the recorded ticket must say in a note, because its board has no other place for it. */
  readonly detailsNote?: NoteDraft;
  readonly identity: IdentitySight;
  readonly decision: DecisionSight;
  /** Whether the record's seal is good; `unused` where no key is configured. */
  readonly seal: 'unused' | 'good' | 'bad';
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** When this process started, in milliseconds since the epoch. */
  readonly startedMs: number;
  readonly tracker: { readonly selfId: string; readonly name: string };
  /** The plugin's own user name where requests live. */
  readonly selfUser: string;
  readonly settings: Settings;
}
