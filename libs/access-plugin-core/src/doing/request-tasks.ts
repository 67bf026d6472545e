import { asAccessPluginError } from '../errors.ts';
import { mergeHints, type Hint } from '../hearing/hint.ts';
import { TaskQueue, type Again } from '../hearing/task-queue.ts';
import type { decide } from '../deciding/decide.ts';
import type { TrackerAnswer } from '../knowing/tracker-health.ts';
import type { PluginContext } from '../plugin-context.ts';
import { CreateGate } from './create-gate.ts';
import { probeTracker } from './probe-tracker.ts';
import { releaseClaims } from './release-claims.ts';
import { settleRequest } from './settle-request.ts';

/** Requests that wait for their turn, at the most; a sweep finds those beyond it. */
const capacity = 10_000;

/** Works on requests: one task at a time for each, several requests side by side. */
export class RequestTasks {
  readonly #context: PluginContext;
  readonly #decide: typeof decide;
  readonly #queue: TaskQueue<Hint>;
  readonly #gate: CreateGate;
  /** Calls in hand outlive the stop: each has its deadline. */
  readonly #calls = new AbortController();
  #stopping = false;

  constructor(context: PluginContext, decideStep: typeof decide) {
    this.#context = context;
    this.#decide = decideStep;
    this.#queue = new TaskQueue<Hint>({
      clock: context.ports.clock,
      parallelism: context.settings.parallelism,
      capacity,
      merge: mergeHints,
      idle: { fresh: true },
      work: (requestId, hint) => this.#work(requestId, hint),
    });
    this.#gate = new CreateGate({
      clock: context.ports.clock,
      random: context.ports.random,
      probe: (signal) => probeTracker(context, signal),
      wake: (requestId) => this.push(requestId, { fresh: true }),
    });
  }

  /** Requests that wait or are being worked on. */
  get size(): number {
    return this.#queue.size;
  }

  /** Tasks under way. */
  get running(): number {
    return this.#queue.running;
  }

  /** Asks for a look at a request. False when the hint was dropped because the queue is full or stopped. */
  push(requestId: string, hint: Hint): boolean {
    return this.#queue.push(requestId, hint);
  }

  /** Takes in how a call of the tracker ended: creates wait while it does not answer. */
  hear(answer: TrackerAnswer): void {
    this.#gate.hear(answer);
  }

  /** Begins no further step but to record a ticket just made; resolves once tasks have ended and claims are given back. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#gate.stop();
    await this.#queue.stop();
    await releaseClaims(this.#context);
  }

  async #work(requestId: string, hint: Hint): Promise<Again> {
    if (this.#isOldNews(requestId, hint)) return undefined;
    const { known } = this.#context;
    const stopping = (): boolean => this.#stopping;
    const { signal } = this.#calls;
    const gate = this.#gate;
    gate.begin(requestId);
    try {
      const settling = { ...this.#context, requestId, gate, decide: this.#decide, stopping, signal };
      const { again, forget } = await settleRequest(settling, hint);
      if (forget) known.finish(requestId);
      return again;
    } catch (thrown) {
      return this.#afterFault(requestId, thrown);
    } finally {
      gate.leave(requestId);
    }
  }

  /** A fault of the program in one request: it is told, and all others go on. */
  #afterFault(requestId: string, thrown: unknown): Again {
    const { ports, settings } = this.#context;
    const { code, message: error } = asAccessPluginError(thrown);
    const retryInMs = settings.maxBackoffMs;
    ports.observer.report({ kind: 'step-failed', requestId, step: 'decide', code, error, retryInMs });
    return { inMs: retryInMs, strict: true };
  }

  /** The stream goes on telling of requests that are finished; what it tells is mostly what was done here. */
  #isOldNews(requestId: string, { fresh, tickets, deleted, put }: Hint): boolean {
    const { known } = this.#context;
    const ended = known.finishedAs(requestId);
    if (ended === undefined || fresh || tickets !== undefined || known.has(requestId)) return false;
    return deleted === true || put?.state === ended;
  }
}
