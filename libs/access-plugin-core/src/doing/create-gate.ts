import type { TrackerAnswer } from '../knowing/tracker-health.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { afterEvent, type GateEvent, type GateState } from './gate-state.ts';

/** What a gate needs from around it. */
export interface CreateGateOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** A cheap authenticated read of the tracker, whose answer the gate hears like any other. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  /** Asks for a look at a request that waited. False when the request was dropped; a sweep finds it again. */
  readonly wake: (requestId: string) => boolean;
}

/**
 * Stands before the claim and before the create: in an outage no create is sent blindly. After a failure on the
 * tracker's side creates wait until a read has succeeded; then one goes, and each success lets one more go beside it.
 * Each process has its own.
 */
export class CreateGate {
  readonly #options: CreateGateOptions;
  readonly #waiting = new Set<string>();
  /** Requests on their way from the gate to their create, while their number is limited. */
  readonly #inside = new Set<string>();
  readonly #stop = new AbortController();
  #state: GateState = { kind: 'open', since: Number.NEGATIVE_INFINITY };
  #probing = false;

  constructor(options: CreateGateOptions) {
    this.#options = options;
  }

  /** True while no create may be sent. */
  get isShut(): boolean {
    return this.#state.kind === 'shut';
  }

  /** Takes in how a call of the tracker ended. */
  hear({ call, ended, startedAt }: TrackerAnswer): void {
    if (ended === 'unreachable') this.#on('unreachable', startedAt);
    else if (ended === 'done' && call === 'read') this.#on('read', startedAt);
    else if (ended === 'done' && call === 'create') this.#on('created', startedAt);
  }

  /** Whether the request may be claimed, or its ticket be created. One that may not is woken when it may. */
  admits(requestId: string): boolean {
    const isAdmitted = this.#state.kind === 'open' || this.#inside.has(requestId) || this.#hasRoom();
    if (isAdmitted) this.#letIn(requestId);
    else this.#waiting.add(requestId);
    return isAdmitted;
  }

  /** The request's task begins: it asks again if it needs to. */
  begin(requestId: string): void {
    this.#waiting.delete(requestId);
  }

  /** The request's task has ended, with or without a create. */
  leave(requestId: string): void {
    if (this.#inside.delete(requestId)) this.#wakeWaiting();
  }

  /** Probes no more. */
  stop(): void {
    this.#stop.abort();
  }

  #hasRoom(): boolean {
    return this.#state.kind === 'trying' && this.#inside.size < this.#state.width;
  }

  #letIn(requestId: string): void {
    this.#waiting.delete(requestId);
    if (this.#state.kind === 'trying') this.#inside.add(requestId);
  }

  #on(kind: GateEvent['kind'], startedAt: number): void {
    const { clock, random } = this.#options;
    const before = this.#state;
    const drawn = kind === 'unreachable' || kind === 'probe-failed' ? random.next() : 0;
    this.#state = afterEvent(before, { kind, startedAt, at: clock.monotonic(), random: drawn });
    if (this.#state === before) return;
    if (this.#state.kind !== 'trying') this.#inside.clear();
    if (this.#state.kind !== 'shut') this.#wakeWaiting();
    else if (!this.#probing) void this.#probeUntilAnswered();
  }

  #wakeWaiting(): void {
    for (const requestId of [...this.#waiting]) {
      if (this.#state.kind !== 'open' && !this.#hasRoom()) return;
      this.#letIn(requestId);
      if (!this.#options.wake(requestId)) this.#inside.delete(requestId);
    }
  }

  /** One probe at a time, with a pause before each, for as long as the gate is shut. A clock that fails ends it like a stop. */
  async #probeUntilAnswered(): Promise<void> {
    this.#probing = true;
    const { signal } = this.#stop;
    while (this.#state.kind === 'shut' && !signal.aborted) {
      const pauseMs = this.#state.notBefore - this.#options.clock.monotonic();
      if (pauseMs > 0) await this.#options.clock.sleep(pauseMs, signal).catch(() => this.stop());
      else await this.#probe(signal);
    }
    this.#probing = false;
  }

  async #probe(signal: AbortSignal): Promise<void> {
    const startedAt = this.#options.clock.monotonic();
    await this.#options.probe(signal).catch(() => undefined);
    this.#on('probe-failed', startedAt);
  }
}
