import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { StatusMeaning, Ticket, TicketRef } from '../domain/ticket.ts';
import type { LackingRight } from './lacking-right.ts';
import type { Identification } from '../ports/directory.ts';

/** A value, and the moment on the monotonic clock at which its read started. */
export interface Read<T> {
  readonly value: T;
  /** Absent when the value was not read but follows from what this process wrote or was told. */
  readonly startedAt: number | undefined;
}

/** A request as it was read; or as its own stream told it, or as it follows from a write, at `toldAt`. */
export interface KnownRequest extends Read<AccessRequest> {
  /** On the monotonic clock. */
  readonly toldAt?: number;
}

/** A move that was refused for good, as long as nobody changes the board. */
export interface ClosedWay {
  readonly ticketId: string;
  readonly from: StatusMeaning;
  readonly to: StatusMeaning;
  /** The tracker's explanation, fit to be shown. */
  readonly why: string;
  /** On the monotonic clock. */
  readonly at: number;
}

/**
 * What this process knows of one live request: a value, whose only writer is `evolve`. All moments are on the monotonic
 * clock. To lose it costs some reads, never anything else.
 */
export interface Memory {
  readonly request: KnownRequest | undefined;
  /** How often, and over which time, answers did not hold the request. */
  readonly absent: { readonly count: number; readonly since: number; readonly last: number } | undefined;
  /** The first and the last of the reads in a row that showed the request pending although its end was told or marked. */
  readonly pendingAgain: { readonly since: number; readonly last: number } | undefined;
  /** True once a DELETE event was seen, until a later answer holds the request. */
  readonly deletedSeen: boolean;
  /** Unknown until it was read, and while a write has no answer. */
  readonly record: Read<PluginData> | undefined;
  /** Since when this owner and epoch have been watched. */
  readonly watched: { readonly claim: string; readonly at: number } | undefined;
  readonly ticket: Read<Ticket | 'gone'> | undefined;
  /** Ids of other tickets that were said to name this request. */
  readonly candidates: readonly string[];
  /** These tickets, as they were last read. */
  readonly others: readonly Ticket[];
  /** When this process sent the write that made the claim. */
  readonly sent: { readonly epoch: number; readonly at: number } | undefined;
  /** The epoch whose one create with an unknown outcome was sent. */
  readonly spentEpoch: number | undefined;
  /** A ticket that this process created and that is not recorded yet. */
  readonly created: TicketRef | undefined;
  /** The last search under a claim, and for how long the claim had been watched when it started. */
  readonly searched: { readonly claim: string; readonly watchedMs: number } | undefined;
  /** Work that was seen undone under another process's claim. */
  readonly due: { readonly key: string; readonly since: number } | undefined;
  readonly identity:
    { readonly accountId: string; readonly answer: Identification; readonly at: number } | undefined;
  /** A change whose decision the other side refused for good. */
  readonly refusal: { readonly change: number; readonly message: string } | undefined;
  /** A change whose decision has been failing. */
  readonly stuck: { readonly change: number; readonly since: number; readonly message: string } | undefined;
  /** A change whose decision needs a right that the plugin lacks. */
  readonly lacking: LackingRight | undefined;
  /** Moves that the tracker refused although it offers them: their screens ask for what nobody configured. */
  readonly closedWays: readonly ClosedWay[];
  /** Failed steps in a row. */
  readonly failures: number;
  /** True once it was reported that a person deleted the ticket. */
  readonly deletionReported: boolean;
}

/** What a process knows of a request that it has not met. */
export const nothingKnown: Memory = {
  request: undefined,
  absent: undefined,
  pendingAgain: undefined,
  deletedSeen: false,
  record: undefined,
  watched: undefined,
  ticket: undefined,
  candidates: [],
  others: [],
  sent: undefined,
  spentEpoch: undefined,
  created: undefined,
  searched: undefined,
  due: undefined,
  identity: undefined,
  refusal: undefined,
  stuck: undefined,
  lacking: undefined,
  closedWays: [],
  failures: 0,
  deletionReported: false,
};

/** The name under which a claim is watched. */
export function claimName(record: PluginData): string {
  return `${record.claimOwner}/${record.claimEpoch}`;
}

/** The id of the recorded ticket; empty while none is recorded, or while the record is unknown. */
export function recordedTicketId({ record }: Memory): string {
  return record?.value.ticketId ?? '';
}

/** The other tickets to read beside the recorded one. A ticket of this process's own beside a recorded one is an extra. */
export function otherTicketIds({ candidates, created }: Memory, recordedId: string): readonly string[] {
  const ids = created === undefined || recordedId === '' ? candidates : [...candidates, created.id];
  return [...new Set(ids)].filter((id) => id !== recordedId);
}
