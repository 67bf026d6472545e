import type { AccessRequest } from '../domain/access-request.ts';
import { noPluginData, type PluginData } from '../domain/plugin-data.ts';
import type { Review } from '../domain/review.ts';
import type { Account, Note, StatusChange, StatusMeaning, Ticket } from '../domain/ticket.ts';
import { withDefaults, type Settings } from '../settings.ts';
import type { Observation } from '../knowing/observation.ts';

/** The moment at which everything in the tables is looked at. */
export const now = 1_780_000_000_000;
const hour = 3_600_000;

/** The plugin's own account. */
export const bot: Account = { id: 'bot', kind: 'human', active: true, displayName: 'Plugin' };
/** A person who may decide. */
export const ann: Account = { id: 'ann', kind: 'human', active: true, displayName: 'Ann' };
/** Another one. */
export const eve: Account = { id: 'eve', kind: 'human', active: true, displayName: 'Eve' };

/** A pending request of alice's, with hours to go. */
export function aRequest(given: Partial<AccessRequest> = {}): AccessRequest {
  return {
    id: 'R1',
    state: 'pending',
    user: 'alice',
    roles: ['editor', 'admin'],
    resources: [],
    reason: 'to fix the build',
    resolveReason: '',
    reviews: [],
    thresholds: [],
    suggestedReviewers: [],
    kind: 'undefined',
    annotations: {},
    created: now - hour,
    expires: now + 8 * hour,
    pendingUntil: now + hour,
    ...given,
  };
}

/** The ticket that this plugin opened for the request; nobody has touched it. */
export function aTicket(given: Partial<Ticket> = {}): Ticket {
  const status = given.status ?? 'pending';
  return {
    id: '100',
    key: 'REQ-100',
    requestId: 'R1',
    origin: { cluster: 'one', instance: 'default', epoch: 1 },
    creatorId: bot.id,
    projectId: '10',
    typeId: '3',
    created: now - hour,
    status,
    statusName: status,
    reachable: meanings.filter((meaning) => meaning !== status),
    statusChanges: [],
    contentChanges: [],
    notes: [],
    ...given,
  };
}
const meanings: readonly StatusMeaning[] = ['pending', 'approved', 'denied', 'expired', 'other'];

/** The same, without a field that the type calls optional. */
export function without<T extends object, Key extends keyof T>(value: T, ...keys: Key[]): Omit<T, Key> {
  const entries = Object.entries(value).filter(([key]) => !keys.includes(key as Key));
  return Object.fromEntries(entries) as Omit<T, Key>;
}

/** A move by ann, unless somebody else is named. */
export function aMove(id: number, to: StatusMeaning, given: Partial<StatusChange> = {}): StatusChange {
  return { id, at: now - 60_000, author: ann, from: 'pending', to, toName: `the ${to} column`, ...given };
}

/** A move by the plugin itself. */
export function ourMove(id: number, to: StatusMeaning, answers?: number): StatusChange {
  const mark = answers === undefined ? { instance: 'default' } : { instance: 'default', answers };
  return aMove(id, to, { author: bot, mark });
}

/** A ticket whose card stands where the last of these moves put it. */
export function movedTicket(statusChanges: readonly StatusChange[], given: Partial<Ticket> = {}): Ticket {
  return aTicket({ status: statusChanges.at(-1)?.to ?? 'pending', statusChanges, ...given });
}

/** A note by the plugin itself. */
export function ourNote(key: string, given: Partial<Note> = {}): Note {
  return { id: '1', authorId: bot.id, key, text: key, created: now - 30_000, edited: false, ...given };
}

/** A review by bob, who approves. */
export function aReview(given: Partial<Review> = {}): Review {
  return { author: 'bob', proposes: 'approved', reason: '', created: now - 20_000, ...given };
}

/** The record of an open ticket under this process's first claim. */
export function aRecord(given: Partial<PluginData> = {}): PluginData {
  return {
    ...noPluginData,
    ticketId: '100',
    ticketKey: 'REQ-100',
    user: 'alice',
    roles: 'editor,admin',
    created: Math.floor((now - hour) / 1000),
    requestReason: 'to fix the build',
    claimOwner: 'p1',
    claimEpoch: 1,
    claimPhase: 'open',
    instance: 'default',
    expires: now + 8 * hour,
    projectId: '10',
    typeId: '3',
    ...given,
  };
}

/** A record whose opening is under way: no ticket is recorded yet. */
export function openingRecord(given: Partial<PluginData> = {}): PluginData {
  return aRecord({
    ticketId: '',
    ticketKey: '',
    projectId: '',
    typeId: '',
    claimPhase: 'creating',
    ...given,
  });
}

/** What a table row changes of an observation in which everything is in agreement. */
export interface Sight extends Partial<Omit<Observation, 'request' | 'record' | 'ticket' | 'settings'>> {
  readonly request?: AccessRequest | Observation['request'];
  readonly record?: PluginData;
  readonly ticket?: Ticket | Observation['ticket'];
  readonly settings?: Partial<Settings>;
}

/** A pending request and its recorded ticket, both just read, in agreement; frozen, so that purity is checked. */
export function seen({ request, record, ticket, settings, ...more }: Sight = {}): Observation {
  return frozen({
    requestId: 'R1',
    request: requestSight(request ?? aRequest()),
    record: record ?? aRecord(),
    ticket: ticketSight(ticket ?? aTicket()),
    others: [],
    claim: { watchedMs: 0, createSpent: false },
    identity: { at: 'not-needed' },
    decision: {},
    seal: 'unused',
    nowMs: now,
    startedMs: now - hour,
    tracker: { selfId: bot.id, name: 'jira' },
    selfUser: 'access-plugin',
    settings: withDefaults({ owner: 'p1', cluster: 'one', ...settings }),
    ...more,
  });
}

function requestSight(given: AccessRequest | Observation['request']): Observation['request'] {
  return 'at' in given ? given : { at: 'present', request: given, fresh: true, pendingAgainMs: 0 };
}

function ticketSight(given: Ticket | Observation['ticket']): Observation['ticket'] {
  return 'at' in given ? given : { at: 'present', ticket: given, fresh: true };
}

/** The request is known to be gone. */
export const gone: Observation['request'] = { at: 'missing', confirmed: true };

/** Freezes a value through and through. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
