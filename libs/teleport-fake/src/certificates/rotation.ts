import { createAuthority, type Authority } from './authority.ts';

/**
 * The phases of a CA rotation, in order: `start` lets everybody trust the new CAs, `switch` makes the server and new
 * identities use them, `finish` forgets the old ones.
 */
export type RotationPhase = 'start' | 'switch' | 'finish';

/** Authorities over time. */
export interface RotatingAuthority {
  /** Signs now. */
  current(): Authority;
  /** CAs whose client certificates are accepted, PEM. */
  userCas(): readonly string[];
  /** CAs that a new identity trusts, PEM. */
  hostCas(): readonly string[];
  /** Goes to a phase. */
  enter(phase: RotationPhase): Promise<void>;
}

/** One authority, not rotating. */
export async function createRotatingAuthority(clusterName: string): Promise<RotatingAuthority> {
  let current = await createAuthority(clusterName);
  let other: Authority | undefined;
  const all = (): readonly Authority[] => (other === undefined ? [current] : [current, other]);
  return {
    current: () => current,
    userCas: () => all().map((authority) => authority.userCa.certPem),
    hostCas: () => all().map((authority) => authority.hostCa.certPem),
    enter: async (phase) => {
      if (phase === 'start') other = await createAuthority(clusterName);
      else if (phase === 'finish') other = undefined;
      else if (other !== undefined) [current, other] = [other, current];
    },
  };
}
