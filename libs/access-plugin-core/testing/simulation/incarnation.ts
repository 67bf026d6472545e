import { AccessPluginError } from '../../src/errors.ts';
import type { Call } from '../../src/ports/call.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { CallMade, Process } from './history.ts';
import { worldStart } from './site.ts';
import { type World } from './world.ts';

/** One process of the plugin, from its start until it is killed or stopped. */
export interface Incarnation extends Process {
  readonly slot: number;
  readonly stop: AbortController;
  alive: boolean;
  /** Nothing reaches the process before this virtual time. */
  pausedUntil: number;
  /** Calls under way, and the most there ever were. */
  inFlight: number;
  mostInFlight: number;
  /** Hears that a fault of a call killed the process. */
  readonly died: () => void;
}

/** Hands something to the process when it can take it: not while it stands still, never once it is dead. */
export function deliver(
  { scheduler }: World,
  to: Incarnation,
  { at, run }: { readonly at: number; readonly run: () => void },
): void {
  const arrive = (): void => {
    if (!to.alive) return;
    if (scheduler.now < to.pausedUntil) return scheduler.at(to.pausedUntil, arrive);
    scheduler.touch();
    run();
  };
  scheduler.at(at, arrive);
}

/** The process's own clock: right in its pace, wrong in its date by `skewMs`. */
export function clockOf(world: World, of: Incarnation, skewMs: number): Clock {
  const { scheduler } = world;
  return {
    wall: () => worldStart + scheduler.now + skewMs,
    monotonic: () => scheduler.now,
    sleep: (ms, signal) => {
      scheduler.touch();
      return new Promise((resolve, reject) => {
        const gaveUp = (): void =>
          reject(new AccessPluginError('aborted', 'The sleeper was woken by its caller.'));
        if (signal.aborted) return gaveUp();
        signal.addEventListener('abort', gaveUp, { once: true });
        const wake = (): void => {
          signal.removeEventListener('abort', gaveUp);
          resolve();
        };
        deliver(world, of, { at: scheduler.now + ms, run: wake });
      });
    },
  };
}

/** One call of a port, as the network sees it. */
export interface Sending<T> {
  readonly side: 'teleport' | 'tracker' | 'directory';
  readonly writes: boolean;
  readonly made: CallMade;
  readonly call: Call;
  /** Right before the bytes leave. */
  readonly beforeSend?: () => void;
  /** What it does to the world when it arrives; what it gives or throws is the answer. */
  readonly effect: (times: { readonly sentAt: number; readonly checkedAt: number }) => T;
}
