import { asAccessPluginError } from '../errors.ts';
import { BoundedMap } from '../domain/bounded-map.ts';
import type { Clock } from '../ports/clock.ts';
import { Tokens } from './tokens.ts';

/** Who hints at a ticket: somebody whom a signature or a password vouches for, or anybody at all. */
export type Trust = 'vouched' | 'anybody';

/** How tickets that nobody here knows are looked up. */
export interface UnknownTicketsOptions {
  readonly clock: Clock;
  /** Look-ups under way at the same time, at the most. */
  readonly parallelism: number;
  /** Look-ups in a minute, at the most, and as many at once after a quiet minute. */
  readonly perMinute: Readonly<Record<Trust, number>>;
  /** Reads a ticket and passes it on. False: it is none of ours, as far as this answer goes. */
  readonly lookUp: (ticketId: string) => Promise<boolean>;
  /** How long to wait after a look-up has failed so many times in a row. */
  readonly backoffMs: (failures: number, retryAfterMs: number | undefined) => number;
  /**
   * Called every few seconds while hints are put off: a list of what changed lately finds real moves among them. Must not
   * reject; `signal` aborts at the end.
   */
  readonly onPutOff: (signal: AbortSignal) => Promise<void>;
}

interface Resting {
  readonly untilMs: number;
  readonly failures: number;
  /** Who has hinted at it since. */
  readonly again: Trust | undefined;
}

/** Hints that are remembered by id, of each kind, at the most; a sweep finds what is ours beyond them. */
const capacity = 10_000;
/** What is none of ours is not asked for again before this. */
const missedMs = 10_000;
/** A fault that lasts longer is left to the sweep. */
const mostFailures = 5;
const tickMs = 500;
const listEveryMs = 5_000;

/**
 * Finds out whose the tickets are that are hinted at and that this process does not know. Anybody may be able to send
 * such hints, so there is a ceiling for look-ups; what is above it is put off, and looked up when the ceiling allows.
 */
export class UnknownTickets {
  readonly #options: UnknownTicketsOptions;
  readonly #tokens: Readonly<Record<Trust, Tokens>>;
  readonly #waiting: Readonly<Record<Trust, Set<string>>> = { vouched: new Set(), anybody: new Set() };
  readonly #resting = new BoundedMap<string, Resting>(capacity);
  /** What is being read, and who has hinted at it meanwhile: a hint is only answered by a read that starts after it. */
  readonly #reading = new Map<string, Trust | undefined>();
  readonly #end = new AbortController();
  #ticking = false;
  #listing = false;
  #listedAt = -Infinity;
  #drained: (() => void) | undefined;

  constructor(options: UnknownTicketsOptions) {
    this.#options = options;
    const { clock, perMinute } = options;
    this.#tokens = {
      vouched: new Tokens(perMinute.vouched, clock),
      anybody: new Tokens(perMinute.anybody, clock),
    };
  }

  /** Tickets that are being looked up, or are to be. */
  get size(): number {
    return this.#reading.size + this.#waiting.vouched.size + this.#waiting.anybody.size;
  }

  /** Look-ups under way. */
  get running(): number {
    return this.#reading.size;
  }

  /** Asks for a look-up. */
  push(ticketId: string, trust: Trust): void {
    if (this.#end.signal.aborted) return;
    const resting = this.#resting.get(ticketId);
    if (this.#reading.has(ticketId)) this.#reading.set(ticketId, better(this.#reading.get(ticketId), trust));
    else if (resting === undefined) this.#wait(ticketId, trust);
    else this.#resting.set(ticketId, { ...resting, again: better(resting.again, trust) });
    this.#startReady();
  }

  /** Starts nothing more, and resolves once the look-ups under way have ended. */
  async stop(): Promise<void> {
    this.#end.abort();
    if (this.#reading.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
  }

  #wait(ticketId: string, trust: Trust): void {
    if (trust === 'anybody' && this.#waiting.vouched.has(ticketId)) return;
    if (trust === 'vouched') this.#waiting.anybody.delete(ticketId);
    if (this.#waiting[trust].size < capacity) this.#waiting[trust].add(ticketId);
  }

  #startReady(): void {
    for (const trust of ['vouched', 'anybody'] as const) {
      for (const ticketId of this.#waiting[trust]) {
        if (this.#reading.size >= this.#options.parallelism || !this.#tokens[trust].take()) break;
        this.#waiting[trust].delete(ticketId);
        void this.#read(ticketId);
      }
    }
    if (!this.#ticking && this.#isPutOff()) void this.#tick();
  }

  async #read(ticketId: string, isRepeat = false): Promise<void> {
    this.#reading.set(ticketId, undefined);
    const failures = this.#resting.get(ticketId)?.failures ?? 0;
    this.#resting.delete(ticketId);
    const rest = await this.#restAfter(ticketId, failures);
    const again = this.#reading.get(ticketId);
    this.#reading.delete(ticketId);
    if (this.#end.signal.aborted) {
      if (this.#reading.size === 0) this.#drained?.();
      return;
    }
    const trust = rest?.again ?? again;
    // The hint that came meanwhile may have come from what the read was too early for; one repeated read answers it.
    if (again !== undefined && !isRepeat && this.#tokens[again].take()) void this.#read(ticketId, true);
    else if (rest !== undefined) this.#resting.set(ticketId, { ...rest, again: trust });
    this.#startReady();
  }

  /** Looks a ticket up, and gives how long it is then left alone. */
  async #restAfter(ticketId: string, failures: number): Promise<Resting | undefined> {
    const { clock, lookUp, backoffMs } = this.#options;
    try {
      if (await lookUp(ticketId)) return undefined;
      return { untilMs: clock.monotonic() + missedMs, failures: 0, again: undefined };
    } catch (thrown) {
      if (failures >= mostFailures) return undefined;
      const waitMs = backoffMs(failures + 1, asAccessPluginError(thrown).retryAfterMs);
      return { untilMs: clock.monotonic() + waitMs, failures: failures + 1, again: 'anybody' };
    }
  }

  #isPutOff(): boolean {
    if (this.#waiting.vouched.size + this.#waiting.anybody.size > 0) return true;
    return [...this.#resting.entries()].some(([, { again }]) => again !== undefined);
  }

  /** Goes on for as long as anything is put off. */
  async #tick(): Promise<void> {
    const { clock } = this.#options;
    this.#ticking = true;
    while (!this.#end.signal.aborted && this.#isPutOff()) {
      try {
        await clock.sleep(tickMs, this.#end.signal);
      } catch {
        break; // it was stopped
      }
      this.#wakeRested();
      this.#startReady();
      if (this.#waiting.anybody.size + this.#waiting.vouched.size > 0) void this.#list();
    }
    this.#ticking = false;
  }

  async #list(): Promise<void> {
    const { clock, onPutOff } = this.#options;
    if (this.#listing || clock.monotonic() - this.#listedAt < listEveryMs) return;
    this.#listing = true;
    this.#listedAt = clock.monotonic();
    await onPutOff(this.#end.signal);
    this.#listing = false;
  }

  #wakeRested(): void {
    const now = this.#options.clock.monotonic();
    for (const [ticketId, { untilMs, again, failures }] of [...this.#resting.entries()]) {
      if (untilMs > now) continue;
      // The count of failures stays until it has been read.
      if (again === undefined || failures === 0) this.#resting.delete(ticketId);
      if (again !== undefined) this.#wait(ticketId, again);
    }
  }
}

function better(known: Trust | undefined, told: Trust): Trust {
  return known === 'vouched' ? known : told;
}
