import type { RequestState } from '../domain/access-request.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../settings.ts';
import { WatchedTracker, type TrackerHealth } from './tracker-health.ts';
import { newMemory, type Memory } from './memory.ts';

const finishedCapacity = 10_000;
const learnedCapacity = 20_000;

/** Everything that the running parts share: ports, settings, and what is remembered of live requests. */
export class Board {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly #tracker: WatchedTracker;
  readonly #memories = new Map<string, Memory>();
  readonly #finished = new Map<string, RequestState | 'gone'>();
  readonly #learned = new Map<string, string>();

  constructor(ports: Ports, settings: Settings) {
    this.#tracker = new WatchedTracker(ports.clock);
    this.ports = { ...ports, tracker: this.#tracker.watch(ports.tracker) };
    this.settings = settings;
  }

  /** What the tracker's last answers say of it. */
  get trackerHealth(): TrackerHealth {
    return this.#tracker.health;
  }

  /** How many requests are remembered. */
  get size(): number {
    return this.#memories.size;
  }

  /** What is remembered of a request; begins to remember it. */
  memoryOf(requestId: string): Memory {
    const known = this.#memories.get(requestId);
    if (known !== undefined) return known;
    const memory = newMemory();
    this.#memories.set(requestId, memory);
    return memory;
  }

  known(requestId: string): Memory | undefined {
    return this.#memories.get(requestId);
  }

  /** Nothing more is due: keeps only the state in which the request ended. */
  finish(requestId: string): void {
    const memory = this.#memories.get(requestId);
    const ended = memory?.request?.value.state ?? 'gone';
    const ticketId = memory?.record?.value.ticketId ?? '';
    if (ticketId !== '') this.learn(ticketId, requestId);
    this.#memories.delete(requestId);
    this.#finished.delete(requestId);
    this.#finished.set(requestId, ended);
    const oldest = this.#finished.keys().next();
    if (this.#finished.size > finishedCapacity && oldest.done !== true) this.#finished.delete(oldest.value);
  }

  /** The state in which a request was finished, as far back as it is remembered. */
  finishedAs(requestId: string): RequestState | 'gone' | undefined {
    return this.#finished.get(requestId);
  }

  /** A list named this request for this ticket. It is a hint like any other: the look reads both. */
  learn(ticketId: string, requestId: string): void {
    this.#learned.delete(ticketId);
    this.#learned.set(ticketId, requestId);
    const oldest = this.#learned.keys().next();
    if (this.#learned.size > learnedCapacity && oldest.done !== true) this.#learned.delete(oldest.value);
  }

  /** The request whose record names this ticket, or that a list named for it, if this process knows one. */
  requestOf(ticketId: string): string | undefined {
    for (const [requestId, memory] of this.#memories) {
      if (memory.record?.value.ticketId === ticketId) return requestId;
    }
    return this.#learned.get(ticketId);
  }

  requestIds(): IterableIterator<string> {
    return this.#memories.keys();
  }
}
