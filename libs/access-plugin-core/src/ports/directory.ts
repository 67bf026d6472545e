import type { Account } from '../domain/ticket.ts';
import type { Call } from './call.ts';

/** Who a tracker account is. */
export type Identification =
  /** Exactly one live user. */
  | { readonly at: 'user'; readonly user: string }
  /** No user, or a user who is locked or gone. */
  | { readonly at: 'nobody' }
  /** More than one; nobody can be chosen. */
  | { readonly at: 'ambiguous' };

/** Which user is this tracker account? Failures are `AccessPluginError`s, and never mean "nobody". */
export interface Directory {
  identify(account: Account, call: Call): Promise<Identification>;
}
