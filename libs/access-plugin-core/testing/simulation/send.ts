import { AccessPluginError } from '../../src/errors.ts';
import { drawFate, type Fate } from './fate.ts';
import { deliver, type Incarnation, type Sending } from './incarnation.ts';
import type { World } from './world.ts';

/**
 * Carries a call through the world: wait, window check, effect, answer, each at its own moment, with whatever goes
 * wrong in between. A dead process hears nothing any more, but what it has sent still arrives.
 */
export function send<T>(world: World, by: Incarnation, sending: Sending<T>): Promise<T> {
  world.scheduler.touch();
  world.history.call(sending.made);
  return new Promise<T>((resolve, reject) => {
    new Flight(world, by, { sending, fate: drawFate(world, sending), resolve, reject }).begin();
  });
}

interface Passenger<T> {
  readonly sending: Sending<T>;
  readonly fate: Fate;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** A call under way. A class, because there are hundreds a seed and closures would cost too much. */
class Flight<T> {
  readonly #world: World;
  readonly #by: Incarnation;
  readonly #passenger: Passenger<T>;
  #ended = false;
  #checkedAt = 0;
  #value: T | undefined;
  #error: Error | undefined;

  constructor(world: World, by: Incarnation, passenger: Passenger<T>) {
    this.#world = world;
    this.#by = by;
    this.#passenger = passenger;
  }

  begin(): void {
    const { sending, fate } = this.#passenger;
    const by = this.#by;
    by.inFlight += 1;
    by.mostInFlight = Math.max(by.mostInFlight, by.inFlight);
    if (sending.call.signal.aborted) {
      this.#error = new AccessPluginError('aborted', 'The caller gave up.');
      return this.#end();
    }
    const { now } = this.#world.scheduler;
    const { deadlineMs } = sending.call;
    if (expectedMs(fate) >= deadlineMs)
      deliver(this.#world, by, { at: now + deadlineMs, run: () => this.#timeOut() });
    if (fate.waitMs === 0) return this.#check();
    if (fate.waitPauseMs > 0) by.pausedUntil = Math.max(by.pausedUntil, now + fate.waitPauseMs);
    deliver(this.#world, by, { at: now + fate.waitMs, run: () => this.#check() });
  }

  /** After every wait, and after any standstill, comes the caller's own last check. */
  #check(): void {
    if (this.#ended) return;
    const { sending, fate } = this.#passenger;
    const { scheduler } = this.#world;
    try {
      sending.beforeSend?.();
    } catch (error) {
      this.#error = error instanceof Error ? error : new Error('The last check threw.');
      return this.#end();
    }
    this.#checkedAt = scheduler.now;
    if (fate.stallMs === 0) return this.#leave();
    // The whole process stands still, the time-out of this call included; the bytes leave first when it goes on.
    const at = scheduler.now + fate.stallMs;
    this.#by.pausedUntil = Math.max(this.#by.pausedUntil, at);
    scheduler.at(at, () => this.#leave());
  }

  #leave(): void {
    const { sending, fate } = this.#passenger;
    const { scheduler } = this.#world;
    if (!this.#by.alive) return;
    if (fate.dies === 'before-effect') return this.#by.died();
    const sentAt = scheduler.now;
    sending.made.sentAt = sentAt;
    const { effectMs, answerMs } = fate;
    if (effectMs === undefined) {
      if (answerMs !== undefined) this.#answerIn(answerMs);
      return;
    }
    // A read that nothing happens to is one event: what it shows is as young as its answer.
    const isPlain = !sending.writes && fate.dies === 'no' && fate.pauseMs === 0;
    if (isPlain && answerMs !== undefined)
      scheduler.at(sentAt + effectMs + answerMs, () => this.#land(sentAt, 0));
    else scheduler.at(sentAt + effectMs, () => this.#land(sentAt, answerMs));
  }

  /** It takes effect, whether or not anybody waits for it still. */
  #land(sentAt: number, answerMs: number | undefined): void {
    const { sending, fate } = this.#passenger;
    try {
      this.#value = sending.effect({ sentAt, checkedAt: this.#checkedAt });
    } catch (error) {
      if (!(error instanceof AccessPluginError)) throw error;
      this.#error = error;
    }
    if (fate.dies === 'after-effect' && this.#by.alive) this.#by.died();
    if (answerMs !== undefined) this.#answerIn(answerMs);
  }

  #answerIn(answerMs: number): void {
    const { fate } = this.#passenger;
    const { scheduler } = this.#world;
    const by = this.#by;
    this.#error = fate.error ?? this.#error;
    if (fate.pauseMs > 0) by.pausedUntil = Math.max(by.pausedUntil, scheduler.now + fate.pauseMs);
    if (answerMs > 0 || !by.alive || scheduler.now < by.pausedUntil) {
      return deliver(this.#world, by, { at: scheduler.now + answerMs, run: () => this.#end() });
    }
    scheduler.touch();
    this.#end();
  }

  #timeOut(): void {
    if (this.#ended) return;
    const { writes, made } = this.#passenger.sending;
    const code = writes && made.sentAt !== undefined ? 'outcome-unknown' : 'unavailable';
    this.#error = new AccessPluginError(code, 'No answer came in time.');
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#by.inFlight -= 1;
    const { sending, resolve, reject } = this.#passenger;
    const { made } = sending;
    const { scheduler, history } = this.#world;
    const error = this.#error;
    made.answeredAt = scheduler.now;
    made.answer = error === undefined ? 'ok' : error instanceof AccessPluginError ? error.code : 'thrown';
    history.tell(scheduler.now, () => `${made.by.name}: ${made.name} ${made.about} -> ${made.answer ?? ''}`);
    if (error === undefined) resolve(this.#value as T);
    else reject(error);
  }
}

/** When the answer can be expected; at the caller's own risk when it never comes. */
function expectedMs({ waitMs, stallMs, effectMs = 0, answerMs }: Fate): number {
  return answerMs === undefined ? Number.POSITIVE_INFINITY : waitMs + stallMs + effectMs + answerMs;
}
