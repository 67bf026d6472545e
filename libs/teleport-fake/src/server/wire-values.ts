import type { LabelMap, RequestKind, RequestState } from '../cluster/access-request.ts';
import {
  RequestKind as WireKind,
  RequestState as WireState,
  type LabelValues,
} from '../gen/fake/resources.ts';
import type { Timestamp } from '../gen/google/protobuf/timestamp.ts';

/** Year 1, Go's zero time: what a Go server sends for a time that was never set. */
export const GO_ZERO_TIME: Timestamp = { seconds: -62_135_596_800n, nanos: 0 };

/** Milliseconds to a timestamp; unset becomes Go's zero time. */
export function toTimestamp(ms: number | undefined): Timestamp {
  if (ms === undefined) return GO_ZERO_TIME;
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1000) * 1_000_000) };
}

/** A timestamp to milliseconds; absent and Go's zero time are unset. */
export function fromTimestamp(timestamp: Timestamp | undefined): number | undefined {
  if (timestamp === undefined || timestamp.seconds <= GO_ZERO_TIME.seconds) return undefined;
  return Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1_000_000);
}

/** Labels to the wire: always a message, even when empty. */
export function toLabelValues(labels: LabelMap): LabelValues {
  const values: LabelValues['values'] = {};
  for (const [key, own] of Object.entries(labels)) values[key] = { values: [...own] };
  return { values };
}

/** Labels from the wire. */
export function fromLabelValues(labels: LabelValues | undefined): LabelMap {
  return Object.fromEntries(Object.entries(labels?.values ?? {}).map(([key, { values }]) => [key, values]));
}

/** A state's number on the wire. */
export function toWireState(state: RequestState): WireState {
  switch (state) {
    case 'pending':
      return WireState.REQUEST_STATE_PENDING;
    case 'approved':
      return WireState.REQUEST_STATE_APPROVED;
    case 'denied':
      return WireState.REQUEST_STATE_DENIED;
    case 'promoted':
      return WireState.REQUEST_STATE_PROMOTED;
  }
}

/** A state from its number; NONE and unknown numbers are no state. */
export function fromWireState(state: WireState): RequestState | undefined {
  return (['pending', 'approved', 'denied', 'promoted'] as const).find((name) => toWireState(name) === state);
}

/** A kind's number on the wire. */
export function toWireKind(kind: RequestKind): WireKind {
  switch (kind) {
    case 'undefined-kind':
      return WireKind.REQUEST_KIND_UNDEFINED;
    case 'short-term':
      return WireKind.REQUEST_KIND_SHORT_TERM;
    case 'long-term':
      return WireKind.REQUEST_KIND_LONG_TERM;
  }
}

/** A kind from its number. */
export function fromWireKind(kind: WireKind): RequestKind | undefined {
  return (['short-term', 'long-term'] as const).find((name) => toWireKind(name) === kind);
}
