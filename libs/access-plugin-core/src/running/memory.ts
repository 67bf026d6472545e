import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { StatusMeaning, Ticket, TicketRef } from '../domain/ticket.ts';
import type { Identification } from '../ports/directory.ts';

/** Something read, and the moment on the monotonic clock at which the read started. */
export interface Read<T> {
  readonly value: T;
  /** Absent when the value was not read but follows from what this process wrote or was told. */
  readonly startedAt: number | undefined;
}

/** A request as it was read; or as it was told by its own stream, or follows from what was written, at `toldAt`. */
export interface KnownRequest extends Read<AccessRequest> {
  /** On the monotonic clock. */
  readonly toldAt?: number;
}

/** A move that was refused for good, as long as nobody changes the board. */
export interface ClosedWay {
  readonly ticketId: string;
  readonly from: StatusMeaning;
  readonly to: StatusMeaning;
  /** On the monotonic clock. */
  readonly at: number;
}

/** What this process knows of one live request. Losing it costs some reads, never anything else. */
export interface Memory {
  request: KnownRequest | undefined;
  record: Read<PluginData> | undefined;
  ticket: Read<Ticket | 'gone'> | undefined;
  /** Ids of other tickets that were said to name this request. */
  readonly candidates: Set<string>;
  others: readonly Ticket[];
  /** Since when this owner and epoch have been watched. */
  watched: { readonly claim: string; readonly at: number } | undefined;
  /** When this process sent the write that made the claim. */
  sent: { readonly epoch: number; readonly at: number } | undefined;
  /** The epoch whose one create with an unknown outcome was sent. */
  spentEpoch: number | undefined;
  created: TicketRef | undefined;
  searched: { readonly claim: string; readonly watchedMs: number } | undefined;
  due: { readonly key: string; readonly since: number } | undefined;
  identity: { readonly accountId: string; readonly answer: Identification; readonly at: number } | undefined;
  refusal: { readonly change: number; readonly message: string } | undefined;
  stuck: { readonly change: number; readonly since: number; readonly message: string } | undefined;
  /** Moves that the tracker refused although it offers them: their screens ask for what nobody configured. */
  readonly closedWays: ClosedWay[];
  deletedSeen: boolean;
  absent: { readonly count: number; readonly since: number; readonly last: number } | undefined;
  failures: number;
  reportedDeleted: boolean;
}

export function newMemory(): Memory {
  return {
    request: undefined,
    record: undefined,
    ticket: undefined,
    candidates: new Set(),
    others: [],
    watched: undefined,
    sent: undefined,
    spentEpoch: undefined,
    created: undefined,
    searched: undefined,
    due: undefined,
    identity: undefined,
    refusal: undefined,
    stuck: undefined,
    closedWays: [],
    deletedSeen: false,
    absent: undefined,
    failures: 0,
    reportedDeleted: false,
  };
}

/** The name under which a claim is watched. */
export function claimName(record: PluginData): string {
  return `${record.claimOwner}/${record.claimEpoch}`;
}

/** Takes over a record as it is now, and starts the watch of a claim not seen before. */
export function rememberRecord(
  memory: Memory,
  value: PluginData,
  at: { startedAt: number; now: number },
): void {
  memory.record = { value, startedAt: at.startedAt };
  const claim = claimName(value);
  if (memory.watched?.claim !== claim) memory.watched = { claim, at: at.now };
}
