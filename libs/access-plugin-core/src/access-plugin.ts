import { backoffMs } from './backoff.ts';
import { RequestTasks } from './doing/request-tasks.ts';
import { Sweeping } from './hearing/sweeping.ts';
import { requestOfTicket } from './hearing/ticket-owner.ts';
import { UnknownTickets, type Trust } from './hearing/unknown-tickets.ts';
import { watchRequests, type WatchTarget } from './hearing/watch-requests.ts';
import { KnownRequests } from './knowing/known-requests.ts';
import { WatchedTracker, type TrackerHealth } from './knowing/tracker-health.ts';
import { decide } from './deciding/decide.ts';
import type { PluginContext } from './plugin-context.ts';
import type { WatchEvent } from './ports/access-requests.ts';
import type { Ports } from './ports/ports.ts';
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
   * known here have a ceiling of their own for either kind. Where the tracker reads a ticket by another name too (Jira: by
   * its key), that name will do: it is looked up like a ticket that is not known.
   */
  lookAtTicket(ticketId: string, trust?: Trust): void;
  /** Whether this process knows whose ticket this is, by its id: then a hint at it costs no look-up. Asks nobody. */
  knowsTicket(ticketId: string): boolean;
  /** "Look at this request." */
  lookAtRequest(requestId: string): void;
  readonly status: AccessPluginStatus;
}

/** What tests may replace. */
export interface Internals {
  readonly decide: typeof decide;
}

/** Joins a system of access requests and a tracker. Nothing happens before `run`. */
export function createAccessPlugin(
  ports: Ports,
  settings: RequiredSettings & Partial<Settings>,
  internals: Internals = { decide },
): AccessPlugin {
  return new RunningPlugin(ports, withDefaults(settings), internals);
}

class RunningPlugin implements AccessPlugin {
  readonly #context: PluginContext;
  readonly #tracker: WatchedTracker;
  readonly #requests: RequestTasks;
  readonly #tickets: UnknownTickets;
  readonly #sweeping: Sweeping;
  /** Calls in hand outlive the stop: each has its deadline. */
  readonly #calls = new AbortController();
  #ready = false;

  constructor(ports: Ports, settings: Settings, internals: Internals) {
    this.#tracker = new WatchedTracker(ports.clock, (answer) => this.#requests.hear(answer));
    const watched = { ...ports, tracker: this.#tracker.watch(ports.tracker) };
    const startedAt = ports.clock.wall();
    this.#context = { ports: watched, settings, known: new KnownRequests(), startedAt };
    this.#requests = new RequestTasks(this.#context, internals.decide);
    this.#sweeping = new Sweeping(this.#context, (requestId, hint) => this.#requests.push(requestId, hint));
    this.#tickets = this.#unknownTickets();
  }

  get status(): AccessPluginStatus {
    return {
      ready: this.#ready,
      sinceSweptMs: this.#sweeping.sinceSweptMs,
      tracker: this.#tracker.health,
      boardFaults: this.#context.ports.tracker.faults?.() ?? [],
      live: this.#context.known.size,
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
      const parts = [watchRequests(this.#watchTarget(), stop.signal), this.#sweeping.run(stop.signal)];
      await Promise.all(parts.map((part) => part.finally(end)));
    } finally {
      signal.removeEventListener('abort', end);
      this.#ready = false;
      await Promise.all([this.#requests.stop(), this.#tickets.stop()]);
    }
  }

  lookAtTicket(ticketId: string, trust: Trust = 'anybody'): void {
    const requestId = this.#context.known.ownerOf(ticketId);
    if (requestId === undefined) this.#tickets.push(ticketId, trust);
    else this.lookAtRequest(requestId);
  }

  knowsTicket(ticketId: string): boolean {
    return this.#context.known.ownerOf(ticketId) !== undefined;
  }

  lookAtRequest(requestId: string): void {
    this.#requests.push(requestId, { fresh: true });
  }

  #watchTarget(): WatchTarget {
    return {
      context: this.#context,
      onReady: () => {
        this.#ready = true;
        this.#sweeping.ring();
      },
      onLost: () => {
        this.#ready = false;
      },
      onEvent: (event) => this.#onEvent(event),
    };
  }

  #onEvent(event: Exclude<WatchEvent, { kind: 'ready' }>): void {
    const toldAt = this.#context.ports.clock.monotonic();
    if (event.kind === 'put')
      this.#requests.push(event.request.id, { fresh: false, put: event.request, toldAt });
    else this.#requests.push(event.requestId, { fresh: false, deleted: true });
  }

  #unknownTickets(): UnknownTickets {
    const { ports, settings } = this.#context;
    return new UnknownTickets({
      clock: ports.clock,
      // Reading them must not hold up the known ones.
      parallelism: Math.max(1, Math.floor(settings.parallelism / 4)),
      perMinute: settings.unknownTicketsPerMinute,
      lookUp: (ticketId) => this.#findOwner(ticketId),
      backoffMs: (failures, retryAfterMs) =>
        backoffMs({ failures, random: ports.random.next(), maxMs: settings.maxBackoffMs, retryAfterMs }),
      onPutOff: (signal) => this.#sweeping.changed(signal),
    });
  }

  /** Reads a ticket that this process does not know, to find out whose it is. */
  async #findOwner(ticketId: string): Promise<boolean> {
    const { ports, settings, known } = this.#context;
    const call = { signal: this.#calls.signal, deadlineMs: settings.callTimeoutMs };
    const reading = await ports.tracker.read(ticketId, call);
    if (reading.at === 'gone') return false;
    const { ticket } = reading;
    const requestId = known.ownerOf(ticket.id) ?? requestOfTicket(ticket, ports, settings);
    if (requestId === undefined) return false;
    // Not as it was named: under its key a ticket would look like a second one beside the recorded id.
    this.#requests.push(requestId, { fresh: true, tickets: [ticket.id] });
    return true;
  }
}
