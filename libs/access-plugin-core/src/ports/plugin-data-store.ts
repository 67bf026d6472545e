import type { Call } from './call.ts';

/** A record as it is stored: every value a string. "" and absent are one. */
export type Fields = Readonly<Record<string, string>>;

/** An expectation that names at least one key. An empty one would be an unconditional write. */
export type Expectation = Fields & { readonly claim_epoch: string };

/** A conditional write. Keys that are in neither map are neither checked nor changed. */
export interface Swap {
  readonly expect: Expectation;
  /** "" deletes the key. */
  readonly set: Fields;
}

/** Where records live. Its compare-and-swap is the only lock there is for writes to the tracker. */
export interface PluginDataStore {
  /** The record of a request; without keys when there is none. */
  read(requestId: string, call: Call): Promise<Fields>;
  /**
   * Writes `set` if every key of `expect` has the expected value now.
   * Throws `conflict` (somebody wrote first), `not-found` (no such request and no record), `refused` (too large),
   * and `misuse` for an expectation without keys.
   */
  compareAndSwap(requestId: string, swap: Swap, call: Call): Promise<void>;
}
