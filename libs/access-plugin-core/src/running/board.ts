import type { RequestState } from '../domain/access-request.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../settings.ts';
import { newMemory, type Memory } from './memory.ts';

const finishedCapacity = 10_000;

/** Everything that the running parts share: ports, settings, and what is remembered of live requests. */
export class Board {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly #memories = new Map<string, Memory>();
  readonly #finished = new Map<string, RequestState | 'gone'>();

  constructor(ports: Ports, settings: Settings) {
    this.ports = ports;
    this.settings = settings;
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
    const ended = this.#memories.get(requestId)?.request?.value.state ?? 'gone';
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

  /** The request whose record names this ticket, if this process knows it. */
  requestOf(ticketId: string): string | undefined {
    for (const [requestId, memory] of this.#memories) {
      if (memory.record?.value.ticketId === ticketId) return requestId;
    }
    return undefined;
  }

  requestIds(): IterableIterator<string> {
    return this.#memories.keys();
  }
}
