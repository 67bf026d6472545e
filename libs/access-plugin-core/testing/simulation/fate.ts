import { AccessPluginError } from '../../src/errors.ts';
import type { Sending } from './incarnation.ts';
import type { Faults } from './plan.ts';
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

/** How often a healthy call is slow, in a storm. */
const slowness = 0.03;

/** Draws the fate of a call. After the storm every call is quick and goes well. */
export function drawFate(world: World, sending: Sending<unknown>): Fate {
  const { random, plan } = world;
  const effectMs = 2 + random.int(plan.latencyMs);
  const answerMs = 2 + random.int(plan.latencyMs);
  if (!world.isStormy()) return { ...smooth, effectMs, answerMs };
  const error = plan.windows.length === 0 ? undefined : outage(world, sending);
  if (error !== undefined) return { ...smooth, effectMs: undefined, answerMs, error };
  if (sending.side === 'tracker' && plan.windows.length > 0 && world.isIn('tracker-hangs'))
    return { ...smooth, effectMs: undefined, answerMs: undefined };
  // One draw tells whether anything happens at all; the others are drawn only then, each as likely as the plan says.
  const { faults } = plan;
  const weight = weightOf(sending);
  const troubles = Math.min(1, weight * troublesOf(faults));
  if (!random.chance(troubles)) return { ...smooth, effectMs, answerMs };
  const some = (probability: number): boolean => random.chance((weight * probability) / troubles);
  const waits = sending.side === 'tracker' && some(faults.sendWait);
  const fate: Fate = {
    ...smooth,
    waitMs: waits ? random.int(15_000) : 0,
    waitPauseMs: waits && random.chance(faults.pause * 5) ? random.int(30_000) : 0,
    stallMs: sending.beforeSend !== undefined && some(faults.pauseAfterCheck) ? random.int(600_000) : 0,
    effectMs: effectMs + (some(slowness) ? random.int(8_000) : 0),
    answerMs,
    dies: some(faults.crash) ? random.pick(['before-effect', 'after-effect']) : 'no',
    pauseMs: some(faults.pause) ? random.int(random.pick([3_000, 30_000, 300_000])) : 0,
  };
  return lostOrRefused(world, sending, { fate, some });
}

function troublesOf(faults: Faults): number {
  const { refused, answerLost, requestLost, lateCommit, crash, pause, sendWait, pauseAfterCheck } = faults;
  return (
    slowness + refused + answerLost + requestLost + lateCommit + crash + pause + sendWait + pauseAfterCheck
  );
}

/** Writes are few and most is at stake in them, so that more goes wrong with them than with reads. */
function weightOf({ writes, beforeSend }: Sending<unknown>): number {
  if (beforeSend !== undefined) return 6;
  return writes ? 2 : 1;
}

function lostOrRefused(
  world: World,
  sending: Sending<unknown>,
  { fate, some }: { readonly fate: Fate; readonly some: (probability: number) => boolean },
): Fate {
  const { random, plan } = world;
  const { faults } = plan;
  if (some(faults.refused)) return { ...fate, effectMs: undefined, error: refusedForNow(world, sending) };
  if (some(faults.requestLost)) return { ...fate, effectMs: undefined, answerMs: undefined };
  if (!sending.writes) return fate;
  if (some(faults.answerLost)) {
    const error = new AccessPluginError('outcome-unknown', 'The connection broke before the answer came.');
    return random.chance(0.5) ? { ...fate, answerMs: undefined } : { ...fate, error };
  }
  if (some(faults.lateCommit))
    return { ...fate, effectMs: random.int(plan.worstCommitMs), answerMs: undefined };
  return fate;
}

/** The error of a system that does not work now, if it does not. */
function outage(
  world: World,
  { side, writes, beforeSend, made }: Sending<unknown>,
): AccessPluginError | undefined {
  if (side === 'directory') {
    return world.isIn('directory-down')
      ? new AccessPluginError('unavailable', 'The directory is down.')
      : undefined;
  }
  if (side === 'teleport') {
    if (world.isIn('teleport-down')) return new AccessPluginError('unavailable', 'No connection.');
    return /^(resolve|review) /.test(made.name) && world.isIn('rights-missing')
      ? new AccessPluginError('unauthorized', 'The role in the certificate lacks the right to decide.')
      : undefined;
  }
  if (world.isIn('tracker-down')) return new AccessPluginError('unavailable', 'No connection.');
  if (world.isIn('token-dead')) return new AccessPluginError('unauthorized', 'The token is not accepted.');
  if (world.isIn('tracker-429')) return new AccessPluginError('rate-limited', 'Too many requests.', 5_000);
  const createFails = beforeSend !== undefined && world.isIn('creates-5xx');
  if (!createFails && !world.isIn('tracker-5xx')) return undefined;
  return new AccessPluginError(writes ? 'outcome-unknown' : 'unavailable', 'The tracker answered 503.');
}

function refusedForNow(world: World, { side }: Sending<unknown>): AccessPluginError {
  if (side === 'tracker' && world.random.chance(0.5)) {
    return new AccessPluginError('rate-limited', 'Too many requests.', world.random.between(100, 30_000));
  }
  return new AccessPluginError('unavailable', 'The connection was never made.');
}
