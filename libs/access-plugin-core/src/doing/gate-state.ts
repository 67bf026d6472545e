import { backoffMs } from '../backoff.ts';

/**
 * Whether creates may be sent. All moments are on the monotonic clock.
 * - `open`: without a limit. What calls from before `since` say is out of date.
 * - `shut`: not before a read succeeded that began at `notBefore` or later.
 * - `trying`: such a read succeeded, begun at `since`; as many creates side by side as `width` says.
 */
export type GateState =
  | { readonly kind: 'open'; readonly since: number }
  | { readonly kind: 'shut'; readonly notBefore: number; readonly failures: number }
  | {
      readonly kind: 'trying';
      readonly since: number;
      readonly width: number;
      readonly failures: number;
    };

/** What moves the gate. */
export interface GateEvent {
  /** `unreachable`: a call failed on the tracker's side. `read`, `created`: such a call succeeded. `probe-failed`: the gate's own read did not. */
  readonly kind: 'unreachable' | 'read' | 'created' | 'probe-failed';
  /** When the call began. */
  readonly startedAt: number;
  readonly at: number;
  /** In [0, 1). */
  readonly random: number;
}

/** The longest pause between two probes: how late the end of an outage is noticed. */
const maxPauseMs = 3_000;
/** After so many creates that got through, the tracker is taken to be well. */
const openAtWidth = 8;

type Row<State> = Readonly<Record<GateEvent['kind'], (state: State, event: GateEvent) => GateState>>;

const same = (state: GateState): GateState => state;

/** A create that was sent during the outage may fail long after its end: that is no news of the tracker. */
const unlessOld = (
  state: { readonly since: number } & GateState,
  event: GateEvent,
  then: GateState,
): GateState => (event.startedAt < state.since ? state : then);

const transitions: { readonly [Kind in GateState['kind']]: Row<Extract<GateState, { kind: Kind }>> } = {
  open: {
    unreachable: (state, event) => unlessOld(state, event, shut(0, event)),
    read: same,
    created: same,
    'probe-failed': same,
  },
  shut: {
    unreachable: same,
    read: (state, { startedAt }) =>
      startedAt < state.notBefore
        ? state
        : { kind: 'trying', since: startedAt, width: 1, failures: state.failures },
    created: same,
    'probe-failed': ({ failures }, event) => shut(failures, event),
  },
  trying: {
    unreachable: (state, event) => unlessOld(state, event, shut(state.failures, event)),
    read: same,
    created: (state, event) => unlessOld(state, event, wider(state)),
    'probe-failed': same,
  },
};

/** The gate after an event. Pure. */
export function afterEvent(state: GateState, event: GateEvent): GateState {
  switch (state.kind) {
    case 'open':
      return transitions.open[event.kind](state, event);
    case 'shut':
      return transitions.shut[event.kind](state, event);
    case 'trying':
      return transitions.trying[event.kind](state, event);
  }
}

/** A probe that hung has waited already; any other failure is followed by a pause. */
function shut(failuresBefore: number, { kind, startedAt, at, random }: GateEvent): GateState {
  const failures = failuresBefore + 1;
  const pauseMs = backoffMs({ failures, random, maxMs: maxPauseMs, retryAfterMs: undefined });
  const from = kind === 'probe-failed' ? startedAt : at;
  return { kind: 'shut', notBefore: Math.max(at, from + pauseMs), failures };
}

/** One more for each success: a whole round of successes doubles the width. */
function wider({ since, width }: Extract<GateState, { kind: 'trying' }>): GateState {
  return width + 1 >= openAtWidth
    ? { kind: 'open', since }
    : { kind: 'trying', since, width: width + 1, failures: 0 };
}
