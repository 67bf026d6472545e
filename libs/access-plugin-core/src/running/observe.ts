import { noPluginData, type PluginData } from '../domain/plugin-data.ts';
import { resolutionKey } from '../domain/note-key.ts';
import { hasNote, newestForeignChange } from '../domain/status-history.ts';
import type { StatusMeaning, Ticket } from '../domain/ticket.ts';
import type {
  ClaimSight,
  IdentitySight,
  Observation,
  RequestSight,
  TicketSight,
} from '../lifecycle/observation.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../settings.ts';
import { claimName, type Memory, type Read } from './memory.ts';

/** What an observation is assembled from. */
export interface View {
  readonly requestId: string;
  readonly memory: Memory;
  readonly ports: Ports;
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

/** Puts what is remembered into the values that a decision rests on. Reads two clocks, and nothing else. */
export function observationOf(view: View): Observation {
  const { requestId, memory, ports, settings } = view;
  const now = ports.clock.monotonic();
  const record = memory.record?.value ?? noPluginData;
  const { due, stuck, refusal } = memory;
  return {
    requestId,
    request: requestSight(view, now),
    record,
    ticket: ticketSight(view, now),
    others: memory.others.map((other) => withOpenWays(other, memory, now)),
    claim: claimSight(view, record, now),
    ...(due === undefined ? {} : { due: { key: due.key, forMs: now - due.since } }),
    identity: identitySight(view, now),
    decision: {
      ...(refusal === undefined ? {} : { refusal }),
      ...(stuck === undefined ? {} : { stuck: { ...stuck, forMs: now - stuck.since } }),
    },
    seal: sealSight(view, record),
    nowMs: ports.clock.wall(),
    tracker: ports.tracker,
    selfUser: ports.requests.self,
    settings,
  };
}

/** True when the read started within the decision window. */
function isFresh(read: Read<unknown> | undefined, now: number, settings: Settings): boolean {
  return read?.startedAt !== undefined && now - read.startedAt <= settings.decisionWindowMs;
}

function requestSight({ memory, ports, settings }: View, now: number): RequestSight {
  const { request, record } = memory;
  if (request !== undefined) {
    const fresh = isFresh(request, now, settings) && isFresh(record, now, settings);
    return { at: 'present', request: request.value, fresh };
  }
  const expires = record?.value.expires ?? 0;
  const ranOut = expires > 0 && ports.clock.wall() > expires + expiryGraceMs;
  const { absent } = memory;
  const oftenAbsent =
    absent !== undefined && absent.count >= absentLooks && absent.last - absent.since >= absentForMs;
  return {
    at: 'missing',
    confirmed: memory.deletedSeen || ranOut || oftenAbsent || isMarkedByUs(memory, ports),
  };
}

/** Our mark follows the note that tells the end, so this end was confirmed before. The original marks without one. */
function isMarkedByUs({ record, ticket }: Memory, { tracker }: Ports): boolean {
  const resolution = record?.value.resolution ?? '';
  if (resolution === '' || ticket === undefined || ticket.value === 'gone') return false;
  return hasNote(ticket.value, resolutionKey(resolution), tracker.selfId);
}

function ticketSight({ memory, settings }: View, now: number): TicketSight {
  const { ticket } = memory;
  if (ticket === undefined) return { at: 'unread' };
  if (ticket.value === 'gone') return { at: 'gone' };
  return {
    at: 'present',
    ticket: withOpenWays(ticket.value, memory, now),
    fresh: isFresh(ticket, now, settings),
  };
}

/** Leaves out the moves that were refused: a person may have to mend the board, so they are tried again after a while. */
function withOpenWays(ticket: Ticket, { closedWays }: Memory, now: number): Ticket {
  if (closedWays.length === 0) return ticket;
  const isClosed = (to: StatusMeaning): boolean =>
    closedWays.some(
      (way) =>
        way.ticketId === ticket.id &&
        way.from === ticket.status &&
        way.to === to &&
        now - way.at <= closedForMs,
    );
  return { ...ticket, reachable: ticket.reachable.filter((to) => !isClosed(to)) };
}

function claimSight({ memory }: View, record: PluginData, now: number): ClaimSight {
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

function identitySight({ memory, ports }: View, now: number): IdentitySight {
  if (ports.directory === undefined) return { at: 'not-needed' };
  const ticket = memory.ticket?.value;
  const change =
    ticket === undefined || ticket === 'gone' ? undefined : newestForeignChange(ticket, ports.tracker.selfId);
  const { identity } = memory;
  const known = identity !== undefined && identity.accountId === change?.author?.id;
  return known && now - identity.at <= identityMs ? identity.answer : { at: 'unasked' };
}

function sealSight({ requestId, ports, settings }: View, record: PluginData): Observation['seal'] {
  if (ports.sealer === undefined) return 'unused';
  const { ticketId, projectId, typeId } = record;
  const what = { instance: settings.instance, requestId, ticketId, projectId, typeId };
  return ports.sealer.verify(what, record.seal) ? 'good' : 'bad';
}
