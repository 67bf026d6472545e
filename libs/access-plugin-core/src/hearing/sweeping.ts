import { asAccessPluginError } from '../errors.ts';
import type { PluginContext } from '../plugin-context.ts';
import type { Call } from '../ports/call.ts';
import { Alarm } from './alarm.ts';
import type { Hint } from './hint.ts';
import {
  newSweepState,
  sweepChanged,
  sweepRequests,
  sweepTickets,
  type SweepState,
  type SweepTarget,
} from './sweep.ts';
import { inSweepTime } from './sweep-time.ts';

/** The first sweep waits this long for the stream to open, so that nothing falls between the two. */
const firstPauseMs = 5_000;

/** Sweeps at the start, whenever the stream has opened, and every interval. */
export class Sweeping {
  readonly #context: PluginContext;
  readonly #target: SweepTarget;
  readonly #now: Alarm;
  readonly #state: SweepState = newSweepState();
  #sweptAt: number;

  /** `hint` asks for a look at a request; false when it was dropped because the queue is full. */
  constructor(context: PluginContext, hint: (requestId: string, hint: Hint) => boolean) {
    this.#context = context;
    this.#target = { ...context, hint };
    this.#now = new Alarm(context.ports.clock);
    this.#sweptAt = context.ports.clock.monotonic();
  }

  /** Milliseconds since the start of the last sweep of which both parts got through, or since the start of the plugin. */
  get sinceSweptMs(): number {
    return this.#context.ports.clock.monotonic() - this.#sweptAt;
  }

  /** Lets the next sweep begin now. */
  ring(): void {
    this.#now.ring();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { intervalMs } = this.#context.settings;
    await this.#now.wait(Math.min(intervalMs, firstPauseMs), signal);
    while (!signal.aborted) {
      await this.#once(signal);
      await this.#now.wait(intervalMs, signal);
    }
  }

  /** Lists only what changed lately. Never rejects. */
  async changed(signal: AbortSignal): Promise<void> {
    await this.#part('tickets', signal, (call) => sweepChanged(this.#target, this.#state, call));
  }

  async #once(signal: AbortSignal): Promise<void> {
    const { clock, observer } = this.#context.ports;
    const startedAt = clock.monotonic();
    const requests = await this.#part('requests', signal, (call) =>
      sweepRequests(this.#target, this.#state, call),
    );
    const tickets = await this.#part('tickets', signal, (call) =>
      sweepTickets(this.#target, this.#state, call),
    );
    if (requests === undefined || tickets === undefined) return;
    this.#sweptAt = startedAt;
    observer.report({ kind: 'swept', requests, tickets });
  }

  /** It only reads: `signal` may cut it short at any moment, and a stop need not wait for it. */
  async #part(
    part: 'requests' | 'tickets',
    signal: AbortSignal,
    sweep: (call: Call) => Promise<number>,
  ): Promise<number | undefined> {
    const { ports, settings } = this.#context;
    const call = { signal, deadlineMs: settings.callTimeoutMs };
    try {
      return await inSweepTime({ clock: ports.clock, call, atMostMs: settings.sweepTimeoutMs }, sweep);
    } catch (thrown) {
      const error = asAccessPluginError(thrown).message;
      ports.observer.report({ kind: 'sweep-failed', part, error });
      return undefined;
    }
  }
}
