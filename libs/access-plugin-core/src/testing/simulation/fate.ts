import { AccessPluginError } from '../../errors.ts';
import type { Sending } from './incarnation.ts';
import type { World } from './world.ts';

/** What is going to become of a call. Delays are milliseconds, each counted from the one before. */
export interface Fate {
  /** Before the bytes leave. */
  readonly waitMs: number;
  /** The process stands still for this long while it waits. */
  readonly waitPauseMs: number;
  /** From the check right before sending until the bytes leave: nothing, within the promise. */
  readonly stallMs: number;
  /** Until it takes effect; absent when it never does. */
  readonly effectMs: number | undefined;
  /** Until the answer comes; absent when it never does, and the caller's deadline ends the call. */
  readonly answerMs: number | undefined;
  /** The answer, when it is not the one of the effect. */
  readonly error: AccessPluginError | undefined;
  readonly dies: 'no' | 'before-effect' | 'after-effect';
  /** The process stands still for this long before it takes the answer. */
  readonly pauseMs: number;
}

const smooth = { waitMs: 0, waitPauseMs: 0, stallMs: 0, error: undefined, dies: 'no', pauseMs: 0 } as const;

/** Draws the fate of a call. After the storm every call is quick and goes well. */
export function drawFate(world: World, sending: Sending<unknown>): Fate {
  const { random } = world;
  const effectMs = 2 + random.int(40);
  const answerMs = 2 + random.int(40);
  if (!world.isStormy()) return { ...smooth, effectMs, answerMs };
  const error = outage(world, sending);
  if (error !== undefined) return { ...smooth, effectMs: undefined, answerMs, error };
  const { faults } = world.plan;
  const slowMs = random.chance(0.03) ? random.int(8_000) : 0;
  const fate: Fate = {
    ...smooth,
    waitMs: sending.side === 'tracker' && random.chance(faults.sendWait) ? random.int(15_000) : 0,
    waitPauseMs: random.chance(faults.pause * 5) ? random.int(30_000) : 0,
    stallMs:
      sending.beforeSend !== undefined && random.chance(faults.pauseAfterCheck) ? random.int(600_000) : 0,
    effectMs: effectMs + slowMs,
    answerMs,
    dies: random.chance(faults.crash) ? random.pick(['before-effect', 'after-effect']) : 'no',
    pauseMs: random.chance(faults.pause) ? random.int(random.pick([3_000, 30_000, 300_000])) : 0,
  };
  return troubled(world, sending, fate);
}

function troubled(world: World, sending: Sending<unknown>, fate: Fate): Fate {
  const { random, plan } = world;
  const { faults } = plan;
  if (random.chance(faults.refused)) {
    return { ...fate, effectMs: undefined, error: refusedForNow(world, sending) };
  }
  if (random.chance(faults.requestLost)) return { ...fate, effectMs: undefined, answerMs: undefined };
  if (!sending.writes) return fate;
  if (random.chance(faults.answerLost)) {
    const error = new AccessPluginError('outcome-unknown', 'The connection broke before the answer came.');
    return random.chance(0.5) ? { ...fate, answerMs: undefined } : { ...fate, error };
  }
  if (random.chance(faults.lateCommit)) {
    return { ...fate, effectMs: random.int(plan.worstCommitMs), answerMs: undefined };
  }
  return fate;
}

/** The error of a system that does not work now, if it does not. */
function outage(world: World, { side, writes }: Sending<unknown>): AccessPluginError | undefined {
  if (side === 'directory') {
    return world.isIn('directory-down')
      ? new AccessPluginError('unavailable', 'The directory is down.')
      : undefined;
  }
  if (side === 'teleport') {
    return world.isIn('teleport-down') ? new AccessPluginError('unavailable', 'No connection.') : undefined;
  }
  if (world.isIn('tracker-down')) return new AccessPluginError('unavailable', 'No connection.');
  if (world.isIn('token-dead')) return new AccessPluginError('unauthorized', 'The token is not accepted.');
  if (world.isIn('tracker-429')) return new AccessPluginError('rate-limited', 'Too many requests.', 5_000);
  if (!world.isIn('tracker-5xx')) return undefined;
  return new AccessPluginError(writes ? 'outcome-unknown' : 'unavailable', 'The tracker answered 503.');
}

function refusedForNow(world: World, { side }: Sending<unknown>): AccessPluginError {
  if (side === 'tracker' && world.random.chance(0.5)) {
    return new AccessPluginError('rate-limited', 'Too many requests.', world.random.between(100, 30_000));
  }
  return new AccessPluginError('unavailable', 'The connection was never made.');
}
