import type { Identity } from './identity.ts';

/** An identity that may be renewed while it is used. */
export interface IdentitySource {
  /** The newest good one. */
  current(): Identity;
  /** Calls back after each renewal; gives a function that ends this. */
  onRenewed(listener: () => void): () => void;
}

/** A source of one identity that never changes. */
export function fixedIdentity(identity: Identity): IdentitySource {
  return { current: () => identity, onRenewed: () => () => undefined };
}
