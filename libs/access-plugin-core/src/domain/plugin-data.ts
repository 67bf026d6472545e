import type { Resolution } from './resolution.ts';

/** Where a claim stands. `creating`: a create may be under way. `unknown`: its outcome is unknown. `open`: a ticket is recorded. */
export type ClaimPhase = 'creating' | 'unknown' | 'open';

/**
 * What the plugin remembers of a request, kept by the request's own system. It is the only memory there is.
 * Empty strings and zero mean "not set": the store does not tell them from absent.
 */
export interface PluginData {
  readonly ticketId: string;
  readonly ticketKey: string;
  readonly user: string;
  readonly roles: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly requestReason: string;
  readonly reviewsCount: number;
  readonly resolution: Resolution | '';
  readonly resolveReason: string;
  /** Random per process start. Empty on a record that the original plugin wrote. */
  readonly claimOwner: string;
  /** Only rises, and is never deleted. */
  readonly claimEpoch: number;
  readonly claimPhase: ClaimPhase | '';
  /**
   * The epoch whose holder gave the claim back when it stopped; under a later epoch it means nothing. A key of its own:
   * earlier versions leave it alone, and could never write a phase again that they do not know.
   */
  readonly releasedEpoch: number;
  readonly instance: string;
  /** When the access ends, milliseconds since the epoch. */
  readonly expires: number;
  readonly projectId: string;
  readonly typeId: string;
  /** A MAC over what must not be rewritten; empty where no key is configured. */
  readonly seal: string;
}

/** The record of a request that nobody has touched. */
export const noPluginData: PluginData = {
  ticketId: '',
  ticketKey: '',
  user: '',
  roles: '',
  created: 0,
  requestReason: '',
  reviewsCount: 0,
  resolution: '',
  resolveReason: '',
  claimOwner: '',
  claimEpoch: 0,
  claimPhase: '',
  releasedEpoch: 0,
  instance: '',
  expires: 0,
  projectId: '',
  typeId: '',
  seal: '',
};

/** True when somebody, the original plugin included, has begun to open a ticket. */
export function isClaimed(record: PluginData): boolean {
  return record.claimOwner !== '' || record.user !== '' || record.ticketId !== '';
}
