import type { Timestamp } from '../gen/google/protobuf/timestamp.js';

/** Go's zero time, 1 January of year 1: Teleport sends it for "unset". */
const GO_ZERO_SECONDS = -62_135_596_800n;

/** Milliseconds since the epoch, or undefined for an absent or unset time. */
export function instantMs(timestamp: Timestamp | undefined): number | undefined {
  if (timestamp === undefined || timestamp.seconds <= GO_ZERO_SECONDS) return undefined;
  return Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1_000_000);
}

/** The wire form of a time in milliseconds since the epoch. */
export function timestampOf(ms: number): Timestamp {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1000) * 1_000_000) };
}
