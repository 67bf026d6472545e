import type { RequestState } from '../domain/access-request.ts';
import { BoundedMap } from '../domain/bounded-map.ts';
import { evolve } from './evolve.ts';
import type { Fact } from './fact.ts';
import { nothingKnown, recordedTicketId, type Memory } from './memory.ts';

const finishedCapacity = 10_000;
const ticketsCapacity = 20_000;

/** What this process knows of each live request, how those that have ended did, and which request a ticket belongs to. */
export class KnownRequests {
  readonly #memories = new Map<string, Memory>();
  readonly #finished = new BoundedMap<string, RequestState | 'gone'>(finishedCapacity);
  readonly #owners = new BoundedMap<string, string>(ticketsCapacity);

  /** How many requests are live. */
  get size(): number {
    return this.#memories.size;
  }

  /** What is known of a request; nothing of one that was never met. */
  of(requestId: string): Memory {
    return this.#memories.get(requestId) ?? nothingKnown;
  }

  has(requestId: string): boolean {
    return this.#memories.has(requestId);
  }

  learn(requestId: string, fact: Fact): void {
    this.#memories.set(requestId, evolve(this.of(requestId), fact));
  }

  /** Nothing more is due: keeps only the state in which the request ended, and its ticket. */
  finish(requestId: string): void {
    const memory = this.of(requestId);
    const ticketId = recordedTicketId(memory);
    if (ticketId !== '') this.nameOwner(ticketId, requestId);
    this.#memories.delete(requestId);
    this.#finished.set(requestId, memory.request?.value.state ?? 'gone');
  }

  /** The state in which a request was finished, as far back as it is remembered. */
  finishedAs(requestId: string): RequestState | 'gone' | undefined {
    return this.#finished.get(requestId);
  }

  /** A list named this request for this ticket. It is a hint like any other: the look reads both. */
  nameOwner(ticketId: string, requestId: string): void {
    this.#owners.set(ticketId, requestId);
  }

  /** The request whose record names this ticket, for which this process just created it, or that a list named for it. */
  ownerOf(ticketId: string): string | undefined {
    for (const [requestId, memory] of this.#memories) {
      if (recordedTicketId(memory) === ticketId || memory.created?.id === ticketId) return requestId;
    }
    return this.#owners.get(ticketId);
  }

  ids(): IterableIterator<string> {
    return this.#memories.keys();
  }
}
