import { isAtLeast } from './version.ts';

/** Where Auth Services of different versions differ, as far as access plugins meet it. */
export interface VersionRules {
  /** A review may be submitted in the name of another user. */
  readonly reviewsForUsers: boolean;
}

/**
 * What the Auth Service of a version does. "Seen" means measured on a real server of that version; "unseen" means
 * that the behaviour is only known from documentation or source, and that a real server may do otherwise.
 */
export function rulesOf(version: string): VersionRules {
  return {
    // Seen on 15.3.1: refused for every user, whatever the roles. Unseen: that 18.11.0 accepts it.
    reviewsForUsers: isAtLeast(version, '18.11.0'),
  };
}
