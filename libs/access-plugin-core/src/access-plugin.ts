import { asAccessPluginError } from './errors.ts';
import { decide } from './lifecycle/decide.ts';
import type { WatchEvent } from './ports/access-requests.ts';
import type { Call } from './ports/call.ts';
import type { Ports } from './ports/ports.ts';
import { Alarm } from './running/alarm.ts';
import { backoffMs } from './running/backoff.ts';
import { Board } from './running/board.ts';
import { mergeHints, type Hint } from './running/hint.ts';
import { requestOfTicket } from './running/own-tickets.ts';
import { settleRequest } from './running/settle-request.ts';
import {
  sweepChanged,
  sweepRequests,
  sweepTickets,
  type SweepState,
  type SweepTarget,
} from './running/sweep.ts';
import { inSweepTime } from './running/sweep-time.ts';
import { TaskQueue, type Again } from './running/task-queue.ts';
import type { TrackerHealth } from './running/tracker-health.ts';
import { UnknownTickets, type Trust } from './running/unknown-tickets.ts';
import { watchRequests, type WatchTarget } from './running/watch-requests.ts';
import { withDefaults, type RequiredSettings, type Settings } from './settings.ts';

/** How a plugin is doing. */
export interface AccessPluginStatus {
  /** True while the stream of changes is open. */
  readonly ready: boolean;
  /**
   * Milliseconds since the start of the last sweep of which both parts got through; since the start of the plugin while
   * none has. Well above the interval: a part fails, or does not come back.
   */
  readonly sinceSweptMs: number;
  /** What the tracker's last answers say of it. */
  readonly tracker: TrackerHealth;
  /** What keeps moved cards from deciding on some of the tracker's boards, a sentence each. Everything else is served. */
  readonly boardFaults: readonly string[];
  /** Requests remembered, because they are live. */
  readonly live: number;
  /** Requests and tickets waiting to be looked at or being looked at. */
  readonly queued: number;
  /** Tasks under way. */
  readonly running: number;
}

/** A running plugin. */
export interface AccessPlugin {
  /** Works until `signal` aborts; then finishes the steps in hand, begins no new ones, and resolves. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * "Look at this ticket": all that a webhook can say. Never fails; a full queue drops it, and a sweep finds it again.
   * `trust` says whether anything vouched for it (default: `anybody` may have said it): look-ups of tickets that are not
   * known here have a ceiling of their own for either kind.
   */
  lookAtTicket(ticketId: string, trust?: Trust): void;
  /** "Look at this request." */
  lookAtRequest(requestId: string): void;
  readonly status: AccessPluginStatus;
}

/** What tests may replace. */
export interface Internals {
  readonly decide: typeof decide;
}

/** The first sweep waits this long for the stream to open, so that nothing falls between the two. */
const firstSweepPauseMs = 5_000;
const capacity = 10_000;

/** Joins a system of access requests and a tracker. Nothing happens before `run`. */
export function createAccessPlugin(
  ports: Ports,
  settings: RequiredSettings & Partial<Settings>,
  internals: Internals = { decide },
): AccessPlugin {
  return new RunningPlugin(new Board(ports, withDefaults(settings)), internals);
}

class RunningPlugin implements AccessPlugin {
  readonly #board: Board;
  readonly #internals: Internals;
  readonly #requests: TaskQueue<Hint>;
  readonly #tickets: UnknownTickets;
  readonly #sweepNow: Alarm;
  readonly #sweep: SweepState = { seen: new Map(), cursor: 0, sweptAt: undefined };
  /** Calls in hand outlive the stop: each has its deadline. */
  readonly #calls = new AbortController();
  #sweptAt: number;
  #stopping = false;
  #ready = false;

  constructor(board: Board, internals: Internals) {
    this.#board = board;
    this.#internals = internals;
    const { clock } = board.ports;
    const { parallelism } = board.settings;
    this.#sweepNow = new Alarm(clock);
    this.#sweptAt = clock.monotonic();
    this.#requests = new TaskQueue<Hint>({
      clock,
      parallelism,
      capacity,
      merge: mergeHints,
      idle: { fresh: true },
      work: (requestId, hint) => this.#settle(requestId, hint),
    });
    this.#tickets = this.#unknownTickets();
  }

  get status(): AccessPluginStatus {
    return {
      ready: this.#ready,
      sinceSweptMs: this.#board.ports.clock.monotonic() - this.#sweptAt,
      tracker: this.#board.trackerHealth,
      boardFaults: this.#board.ports.tracker.faults?.() ?? [],
      live: this.#board.size,
      queued: this.#requests.size + this.#tickets.size,
      running: this.#requests.running + this.#tickets.running,
    };
  }

  async run(signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const end = (): void => stop.abort();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    try {
      const parts = [watchRequests(this.#watchTarget(), stop.signal), this.#sweepForEver(stop.signal)];
      await Promise.all(parts.map((part) => part.finally(end)));
    } finally {
      signal.removeEventListener('abort', end);
      this.#stopping = true;
      this.#ready = false;
      await Promise.all([this.#requests.stop(), this.#tickets.stop()]);
    }
  }

  lookAtTicket(ticketId: string, trust: Trust = 'anybody'): void {
    const requestId = this.#board.requestOf(ticketId);
    if (requestId === undefined) this.#tickets.push(ticketId, trust);
    else this.lookAtRequest(requestId);
  }

  lookAtRequest(requestId: string): void {
    this.#requests.push(requestId, { fresh: true });
  }

  #watchTarget(): WatchTarget {
    return {
      board: this.#board,
      onReady: () => {
        this.#ready = true;
        this.#sweepNow.ring();
      },
      onLost: () => {
        this.#ready = false;
      },
      onEvent: (event) => this.#onEvent(event),
    };
  }

  #onEvent(event: Exclude<WatchEvent, { kind: 'ready' }>): void {
    const toldAt = this.#board.ports.clock.monotonic();
    if (event.kind === 'put')
      this.#requests.push(event.request.id, { fresh: false, put: event.request, toldAt });
    else this.#requests.push(event.requestId, { fresh: false, deleted: true });
  }

  async #settle(requestId: string, hint: Hint): Promise<Again> {
    if (this.#isOldNews(requestId, hint)) return undefined;
    const { ports, settings } = this.#board;
    const settling = {
      requestId,
      memory: this.#board.memoryOf(requestId),
      ports,
      settings,
      decide: this.#internals.decide,
      stopping: () => this.#stopping,
      signal: this.#calls.signal,
    };
    try {
      const { again, forget } = await settleRequest(settling, hint);
      if (forget) this.#board.finish(requestId);
      return again;
    } catch (thrown) {
      return this.#afterFault(requestId, thrown);
    }
  }

  /** A fault of the program in one request: it is told, and all others go on. */
  #afterFault(requestId: string, thrown: unknown): Again {
    const { ports, settings } = this.#board;
    const { code, message } = asAccessPluginError(thrown);
    const retryInMs = settings.maxBackoffMs;
    ports.observer.report({
      kind: 'step-failed',
      requestId,
      step: 'decide',
      code,
      error: message,
      retryInMs,
    });
    return { inMs: retryInMs, strict: true };
  }

  /** The stream goes on telling of requests that are finished; what it tells is mostly what was done here. */
  #isOldNews(requestId: string, hint: Hint): boolean {
    const ended = this.#board.finishedAs(requestId);
    if (ended === undefined || hint.tickets !== undefined || this.#board.known(requestId) !== undefined)
      return false;
    return !hint.fresh && (hint.deleted === true || hint.put?.state === ended);
  }

  #unknownTickets(): UnknownTickets {
    const { ports, settings } = this.#board;
    return new UnknownTickets({
      clock: ports.clock,
      // Reading them must not hold up the known ones.
      parallelism: Math.max(1, Math.floor(settings.parallelism / 4)),
      perMinute: settings.unknownTicketsPerMinute,
      lookUp: (ticketId) => this.#findOwner(ticketId),
      backoffMs: (failures, retryAfterMs) =>
        backoffMs({ failures, random: ports.random.next(), maxMs: settings.maxBackoffMs, retryAfterMs }),
      onPutOff: async (signal) => {
        const call = { ...this.#call(), signal };
        await this.#part('tickets', call, (part) => sweepChanged(this.#sweepTarget(), this.#sweep, part));
      },
    });
  }

  /** Reads a ticket that this process does not know, to find out whose it is. */
  async #findOwner(ticketId: string): Promise<boolean> {
    const { ports, settings } = this.#board;
    const reading = await ports.tracker.read(ticketId, this.#call());
    const requestId = reading.at === 'gone' ? undefined : requestOfTicket(reading.ticket, ports, settings);
    if (requestId === undefined) return false;
    this.#requests.push(requestId, { fresh: true, tickets: [ticketId] });
    return true;
  }

  #sweepTarget(): SweepTarget {
    return { board: this.#board, hint: (requestId, hint) => this.#requests.push(requestId, hint) };
  }

  async #sweepForEver(signal: AbortSignal): Promise<void> {
    const { intervalMs } = this.#board.settings;
    await this.#sweepNow.wait(Math.min(intervalMs, firstSweepPauseMs), signal);
    while (!signal.aborted) {
      await this.#sweepOnce(signal);
      await this.#sweepNow.wait(intervalMs, signal);
    }
  }

  async #sweepOnce(signal: AbortSignal): Promise<void> {
    const { clock, observer } = this.#board.ports;
    const startedAt = clock.monotonic();
    // It only reads: a stop need not wait for it.
    const call = { ...this.#call(), signal };
    const target = this.#sweepTarget();
    const requests = await this.#part('requests', call, (part) => sweepRequests(target, this.#sweep, part));
    const tickets = await this.#part('tickets', call, (part) => sweepTickets(target, this.#sweep, part));
    if (requests === undefined || tickets === undefined) return;
    this.#sweptAt = startedAt;
    observer.report({ kind: 'swept', requests, tickets });
  }

  async #part(
    part: 'requests' | 'tickets',
    call: Call,
    sweep: (call: Call) => Promise<number>,
  ): Promise<number | undefined> {
    const { clock } = this.#board.ports;
    try {
      return await inSweepTime({ clock, call, atMostMs: this.#board.settings.sweepTimeoutMs }, sweep);
    } catch (thrown) {
      const error = asAccessPluginError(thrown).message;
      this.#board.ports.observer.report({ kind: 'sweep-failed', part, error });
      return undefined;
    }
  }

  #call(): Call {
    return { signal: this.#calls.signal, deadlineMs: this.#board.settings.callTimeoutMs };
  }
}
