import type { AccessPluginStatus } from '@org/access-plugin-core';

/** One thing that must be as it should. */
export interface Check {
  readonly name: 'stream' | 'sweep' | 'tracker' | 'projects';
  readonly ok: boolean;
  /** A sentence for the person who asks why. */
  readonly detail: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

/** What readiness is judged by. */
export interface ReadinessFacts {
  readonly status: AccessPluginStatus;
  /** The tracker's name, as people write it. */
  readonly trackerName: string;
  /** `[sync] interval`, in milliseconds. */
  readonly intervalMs: number;
}

/** Shorter faults are everyday, and heal by themselves. */
const patienceMs = 30_000;
/** A sweep may take this long beside its interval. */
const sweepMs = 60_000;

/**
 * Whether the plugin does its work: the stream of changes is open, sweeps get through, the tracker answers. Projects
 * that decide nothing are named, but others are served, so that they do not count against it.
 */
export function readinessOf({ status, trackerName, intervalMs }: ReadinessFacts): Readiness {
  const checks = [
    stream(status),
    sweep(status, 3 * intervalMs + sweepMs),
    tracker(status, trackerName),
    projects(status),
  ];
  return { ready: checks.every(({ ok }) => ok), checks };
}

function stream({ ready }: AccessPluginStatus): Check {
  const detail = ready
    ? "Teleport's stream of changes is open."
    : "Teleport's stream of changes is not open.";
  return { name: 'stream', ok: ready, detail };
}

function sweep({ sinceSweptMs }: AccessPluginStatus, boundMs: number): Check {
  const ok = sinceSweptMs <= boundMs;
  const when = `The last whole sweep, or the start, was ${seconds(sinceSweptMs)} ago.`;
  return { name: 'sweep', ok, detail: ok ? when : `${when} It should be at most ${seconds(boundMs)}.` };
}

function tracker({ tracker: health }: AccessPluginStatus, name: string): Check {
  switch (health.state) {
    case 'unknown':
      return { name: 'tracker', ok: true, detail: `${name} was not asked yet.` };
    case 'reachable':
      return { name: 'tracker', ok: true, detail: `${name} answers.` };
    case 'unreachable':
    case 'refusing': {
      const what = health.state === 'refusing' ? 'turns the plugin away' : 'does not answer';
      const detail = `${name} ${what}, for ${seconds(health.forMs)}: ${health.error}`;
      return { name: 'tracker', ok: health.forMs <= patienceMs, detail };
    }
  }
}

function projects({ boardFaults }: AccessPluginStatus): Check {
  const detail = boardFaults.length === 0 ? 'Every project can decide.' : boardFaults.join('; ');
  return { name: 'projects', ok: true, detail };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
