import { isAtLeast } from './version.ts';

/** Where Auth Services of different versions differ, as far as access plugins meet it. */
export interface VersionRules {
  /** A review may be submitted in the name of another user, and a stored review says who submitted it. */
  readonly reviewsForUsers: boolean;
  /** A request carries its own end in a field of its own (22), beside its metadata, and its end is in the audit log. */
  readonly resourceExpiry: boolean;
  /** Requests carry a kind (short or long term), and resources with constraints. */
  readonly requestKinds: boolean;
  /** Whoever sets a state must see the request, must not be its requester, and must not have assumed requests. */
  readonly checksResolver: boolean;
}

/**
 * What the Auth Service of a version does. "Seen" means measured on a real server of that version; "unseen" means
 * that the behaviour is only known from documentation or source, and that a real server may do otherwise. No server
 * between the two versions named was seen either, so each boundary is unseen.
 */
export function rulesOf(version: string): VersionRules {
  return {
    // Seen on 15.3.1: refused for every user, whatever the roles. Unseen: that 18.11.0 accepts it.
    reviewsForUsers: isAtLeast(version, '18.11.0'),
    // Seen on 15.3.1: no such field. Unseen: the first version that has it, and the audit event.
    resourceExpiry: isAtLeast(version, '16.0.0'),
    // Seen on 15.3.1: neither field. Unseen: the first version that has them.
    requestKinds: isAtLeast(version, '18.0.0'),
    // Read in the source of 15.3.1: not checked. Read in newer source, unseen: checked.
    checksResolver: isAtLeast(version, '16.0.0'),
  };
}
