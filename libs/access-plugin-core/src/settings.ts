import type { AccessRequest } from './domain/access-request.ts';
import type { Trust } from './hearing/unknown-tickets.ts';

/** What a moved card does. See `docs/decisions.md`. */
export type DecisionMode = 'override' | 'review' | 'review-for-user' | 'off';

/** A part of a request that may be kept off the ticket. */
export type HiddenPart = 'roles' | 'resources' | 'reason' | 'reviewers';

/** How an access plugin behaves. Every time is in milliseconds. */
export interface Settings {
  /** Random per process start: the name under which this process claims requests. Never reused. */
  readonly owner: string;
  /** The cluster whose requests these are. */
  readonly cluster: string;
  /** Tells several plugins on one board apart. Default: `default`. */
  readonly instance: string;
  /** Default: `override`. */
  readonly mode: DecisionMode;
  /** Accounts of apps (automation rules) that may decide although they are no people. Default: none. */
  readonly automationAccounts: readonly string[];
  /** Other accounts whose tickets count as the plugin's own, for example the one it used before. Default: none. */
  readonly trustedCreators: readonly string[];
  /** What tickets and notes do not show, for boards that many people can see. Default: nothing. */
  readonly hidden: readonly HiddenPart[];
  /** A create is sent only within this time of sending the claim it rests on. Default: 10 s. */
  readonly sendWindowMs: number;
  /** How long after it was sent a create may still take effect; at least the tracker's time-out. Default: 30 s. */
  readonly createBoundMs: number;
  /** How long the tracker's search may lag behind a write. Default: 120 s. */
  readonly searchLagMs: number;
  /** A decision is sent only within this time of the start of the reads it rests on. Default: 10 s. */
  readonly decisionWindowMs: number;
  /** For how long due work must be seen undone before it is taken over from another replica. Default: 15 s. */
  readonly handoverMs: number;
  /** The time between two sweeps: how late a lost event is noticed at the latest, search lag apart. Default: 60 s. */
  readonly intervalMs: number;
  /** The deadline of one part of a sweep as a whole; each of its calls has its own. Default: 5 min. */
  readonly sweepTimeoutMs: number;
  /** The deadline of one call of a port. Default: 12 s. */
  readonly callTimeoutMs: number;
  /** How many requests are worked on at the same time. Default: 8. */
  readonly parallelism: number;
  /** How many tickets of pending requests a sweep reads directly, in rotation. Default: 20. */
  readonly directReadsPerSweep: number;
  /**
   * How many tickets that this process does not know are looked up in a minute because of hints: of those that something
   * vouches for, and of anybody's. More are put off. Default: 600 and 120.
   */
  readonly unknownTicketsPerMinute: Readonly<Record<Trust, number>>;
  /** End with an error when the stream of changes is lost, for a supervisor that restarts the process. Default: false. */
  readonly failFast: boolean;
  /** Whether a request gets a ticket at all; pure, and the same on every replica. One without is left to its own system. Default: every one does. */
  readonly wantsTicket: (request: AccessRequest) => boolean;
  /** The longest pause between two tries at one request. Default: 5 min. */
  readonly maxBackoffMs: number;
}

/** The settings that have no default. */
export type RequiredSettings = Pick<Settings, 'owner' | 'cluster'>;

/** Fills in the defaults. */
export function withDefaults(given: RequiredSettings & Partial<Settings>): Settings {
  return {
    instance: 'default',
    mode: 'override',
    automationAccounts: [],
    trustedCreators: [],
    hidden: [],
    sendWindowMs: 10_000,
    createBoundMs: 30_000,
    searchLagMs: 120_000,
    decisionWindowMs: 10_000,
    handoverMs: 15_000,
    intervalMs: 60_000,
    sweepTimeoutMs: 300_000,
    callTimeoutMs: 12_000,
    parallelism: 8,
    directReadsPerSweep: 20,
    maxBackoffMs: 300_000,
    unknownTicketsPerMinute: { vouched: 600, anybody: 120 },
    failFast: false,
    wantsTicket: () => true,
    ...given,
  };
}

/** How long after first seeing somebody else's claim its create can be taken as having left a trace that a search finds. */
export function settleMs(settings: Settings): number {
  return settings.sendWindowMs + settings.createBoundMs + settings.searchLagMs;
}
