import { AccessPluginError } from '../../errors.ts';
import { drawFate, type Fate } from './fate.ts';
import { deliverAt, type Incarnation, type Sending } from './incarnation.ts';
import type { World } from './world.ts';

/**
 * Carries a call through the world: wait, window check, effect, answer, each at its own moment, with whatever goes
 * wrong in between. A dead process hears nothing any more, but what it has sent still arrives.
 */
export function send<T>(world: World, by: Incarnation, sending: Sending<T>): Promise<T> {
  const fate = drawFate(world, sending);
  const { scheduler, history } = world;
  const { made, call } = sending;
  scheduler.touch();
  history.call(made);
  return new Promise<T>((resolve, reject) => {
    let ended = false;
    by.inFlight += 1;
    by.mostInFlight = Math.max(by.mostInFlight, by.inFlight);
    const end = (answer: string, settle: () => void): void => {
      if (ended) return;
      ended = true;
      by.inFlight -= 1;
      made.answeredAt = scheduler.now;
      made.answer = answer;
      history.tell(scheduler.now, () => `${by.name}: ${made.name} ${made.about} -> ${answer}`);
      settle();
    };
    const fail = (error: unknown): void =>
      end(error instanceof AccessPluginError ? error.code : 'thrown', () => reject(asError(error)));
    const answer = (result: Result<T>): void =>
      result.ok ? end('ok', () => resolve(result.value)) : fail(result.error);
    if (call.signal.aborted) return fail(new AccessPluginError('aborted', 'The caller gave up.'));
    deliverAt(world, by, scheduler.now + call.deadlineMs, () => {
      if (!ended) fail(timedOut(sending));
    });
    transmit(world, by, { sending, fate, answer, fail, isOver: () => ended });
  });
}

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

interface Transmission<T> {
  readonly sending: Sending<T>;
  readonly fate: Fate;
  readonly answer: (result: Result<T>) => void;
  readonly fail: (error: unknown) => void;
  readonly isOver: () => boolean;
}

/** The bytes leave when the process gets to it: after its wait, after any standstill, and after its own last check. */
function transmit<T>(world: World, by: Incarnation, transmission: Transmission<T>): void {
  const { sending, fate, fail, isOver } = transmission;
  const { scheduler } = world;
  const leave = (checkedAt: number): void => {
    if (!by.alive) return;
    if (fate.dies === 'before-effect') return by.died();
    sending.made.sentAt = scheduler.now;
    travel(world, by, { transmission, checkedAt });
  };
  const check = (): void => {
    if (isOver()) return;
    try {
      sending.beforeSend?.();
    } catch (error) {
      return fail(error);
    }
    const checkedAt = scheduler.now;
    if (fate.stallMs === 0) return leave(checkedAt);
    scheduler.at(checkedAt + fate.stallMs, () => leave(checkedAt));
  };
  if (fate.waitMs === 0) return check();
  deliverAt(world, by, scheduler.now + fate.waitMs, check);
}

function travel<T>(
  world: World,
  by: Incarnation,
  { transmission, checkedAt }: { readonly transmission: Transmission<T>; readonly checkedAt: number },
): void {
  const { sending, fate, answer } = transmission;
  const { scheduler } = world;
  const sentAt = scheduler.now;
  const reply = (result: Result<T>): void => {
    if (fate.answerMs === undefined) return;
    const given: Result<T> = fate.error === undefined ? result : { ok: false, error: fate.error };
    if (fate.pauseMs > 0) by.pausedUntil = Math.max(by.pausedUntil, scheduler.now + fate.pauseMs);
    deliverAt(world, by, scheduler.now + fate.answerMs, () => answer(given));
  };
  if (fate.effectMs === undefined) {
    if (fate.error !== undefined) reply({ ok: false, error: fate.error });
    return;
  }
  scheduler.at(sentAt + fate.effectMs, () => {
    const result = outcomeOf(() => sending.effect({ sentAt, checkedAt }));
    if (fate.dies === 'after-effect' && by.alive) by.died();
    reply(result);
  });
}

function outcomeOf<T>(effect: () => T): Result<T> {
  try {
    return { ok: true, value: effect() };
  } catch (error) {
    if (error instanceof AccessPluginError) return { ok: false, error };
    throw error;
  }
}

function timedOut({ writes, made }: Sending<unknown>): AccessPluginError {
  const sent = writes && made.sentAt !== undefined;
  return new AccessPluginError(sent ? 'outcome-unknown' : 'unavailable', 'No answer came in time.');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
