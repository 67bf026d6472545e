import { noPluginData, type PluginData } from '../domain/plugin-data.ts';
import { roundOf } from '../domain/ends-told.ts';
import { resolutionKey } from '../domain/note-key.ts';
import { hasNote, newestForeignChange } from '../domain/status-history.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { NoteDraft } from '../ports/tracker.ts';
import type { Settings } from '../settings.ts';
import { claimName, type Memory, type Read } from './memory.ts';
import type { ClaimSight, IdentitySight, Observation, RequestSight, TicketSight } from './observation.ts';
import { graceMs } from './lacking-right.ts';

/** What an observation needs beside the memory: clocks, identities and the check of the seal, all as values. */
export interface Circumstances {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly wall: number;
  /** Milliseconds on the monotonic clock. */
  readonly monotonic: number;
  /** When this process started, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly tracker: { readonly selfId: string; readonly name: string };
  /** The plugin's own user name where requests live. */
  readonly selfUser: string;
  /** Whether a directory can say whose an account is. */
  readonly hasDirectory: boolean;
  readonly seal: Observation['seal'];
  /** What the recorded ticket must say in a note, because its board has no other place for it. */
  readonly details: NoteDraft | undefined;
  readonly settings: Settings;
}

/** How long past its recorded end a request that is not listed counts as gone, whatever the clocks say. */
const expiryGraceMs = 60_000;
/** Absence is believed after this many looks over at least this long. */
const absentLooks = 3;
const absentForMs = 120_000;
/** For how long a refused move is not tried again. */
const closedForMs = 3_600_000;
/** For how long the answer whose account it is holds: a person may be locked or mapped anew meanwhile. */
const identityMs = 60_000;

/** Puts what is known into the values that a decision rests on. Pure. */
export function observe(memory: Memory, around: Circumstances): Observation {
  const { requestId, wall, monotonic, tracker, selfUser, seal, settings } = around;
  const record = memory.record?.value ?? noPluginData;
  const { due, stuck } = memory;
  const refusal = refusalOf(memory, settings.intervalMs);
  return {
    requestId,
    request: requestSight(memory, around),
    record,
    ticket: ticketSight(memory, around),
    ...(around.details === undefined ? {} : { detailsNote: around.details }),
    others: memory.others.map((other) => withOpenWays(other, memory, monotonic)),
    claim: claimSight(memory, record, monotonic),
    ...(due === undefined ? {} : { due: { key: due.key, forMs: monotonic - due.since } }),
    identity: identitySight(memory, around),
    decision: {
      ...(refusal === undefined ? {} : { refusal }),
      ...(stuck === undefined ? {} : { stuck: { ...stuck, forMs: monotonic - stuck.since } }),
    },
    seal,
    nowMs: wall,
    startedMs: around.startedAt,
    tracker,
    selfUser,
    settings,
  };
}

/** A right that is still missing after an interval is refused for good; until then it may be on its way to the plugin. */
function refusalOf({ refusal, lacking }: Memory, intervalMs: number): Observation['decision']['refusal'] {
  if (lacking === undefined || graceMs(lacking, intervalMs) > 0) return refusal;
  return { change: lacking.change, message: lacking.message };
}

/** True when the read started within the decision window. */
function isFresh(read: Read<unknown> | undefined, { monotonic, settings }: Circumstances): boolean {
  return read?.startedAt !== undefined && monotonic - read.startedAt <= settings.decisionWindowMs;
}

function requestSight(memory: Memory, around: Circumstances): RequestSight {
  const { request, record, absent } = memory;
  if (request !== undefined) {
    const fresh = isFresh(request, around) && isFresh(record, around);
    const { pendingAgain } = memory;
    const pendingAgainMs = pendingAgain === undefined ? 0 : pendingAgain.last - pendingAgain.since;
    return { at: 'present', request: request.value, fresh, pendingAgainMs };
  }
  const expires = record?.value.expires ?? 0;
  const ranOut = expires > 0 && around.wall > expires + expiryGraceMs;
  const oftenAbsent =
    absent !== undefined && absent.count >= absentLooks && absent.last - absent.since >= absentForMs;
  const confirmed =
    memory.deletedSeen || ranOut || oftenAbsent || isMarkedByUs(memory, around.tracker.selfId);
  return { at: 'missing', confirmed };
}

/** Our mark follows the note that tells the end, so this end was confirmed before. The original marks without one. */
function isMarkedByUs({ record, ticket }: Memory, selfId: string): boolean {
  const resolution = record?.value.resolution ?? '';
  if (resolution === '' || ticket === undefined || ticket.value === 'gone') return false;
  return hasNote(ticket.value, resolutionKey(resolution, roundOf(ticket.value, selfId)), selfId);
}

function ticketSight(memory: Memory, around: Circumstances): TicketSight {
  const { ticket } = memory;
  if (ticket === undefined) return { at: 'unread' };
  if (ticket.value === 'gone') return { at: 'gone' };
  const shown = withOpenWays(ticket.value, memory, around.monotonic);
  return { at: 'present', ticket: shown, fresh: isFresh(ticket, around) };
}

/** Leaves out the moves that were refused: a person may have to mend the board, so they are tried again after a while. */
function withOpenWays(ticket: Ticket, { closedWays }: Memory, now: number): Ticket {
  if (closedWays.length === 0) return ticket;
  const closed = closedWays.filter(
    (way) => way.ticketId === ticket.id && way.from === ticket.status && now - way.at <= closedForMs,
  );
  if (closed.length === 0) return ticket;
  return {
    ...ticket,
    reachable: ticket.reachable.filter((to) => closed.every((way) => way.to !== to)),
    refusedMoves: closed.map(({ to, why }) => ({ to, why })),
  };
}

function claimSight(memory: Memory, record: PluginData, now: number): ClaimSight {
  const claim = claimName(record);
  const { watched, sent, searched, created } = memory;
  return {
    watchedMs: watched?.claim === claim ? now - watched.at : 0,
    ...(sent?.epoch === record.claimEpoch ? { sentMs: now - sent.at } : {}),
    createSpent: memory.spentEpoch === record.claimEpoch,
    ...(created === undefined ? {} : { created }),
    ...(searched?.claim === claim ? { searchedAtMs: searched.watchedMs } : {}),
  };
}

function identitySight({ ticket, identity }: Memory, around: Circumstances): IdentitySight {
  if (!around.hasDirectory) return { at: 'not-needed' };
  const shown = ticket === undefined || ticket.value === 'gone' ? undefined : ticket.value;
  const change = shown === undefined ? undefined : newestForeignChange(shown, around.tracker.selfId);
  const known = identity !== undefined && identity.accountId === change?.author?.id;
  return known && around.monotonic - identity.at <= identityMs ? identity.answer : { at: 'unasked' };
}
