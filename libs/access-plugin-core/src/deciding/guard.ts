import { handoverLeftMs, handoverKey, isMine, nextEpoch } from './claim.ts';
import type { Observation } from '../knowing/observation.ts';
import type { Proposal, Work } from './proposal.ts';
import type { Step } from './step.ts';

/** Which reads must have started within the decision window before a step is taken. */
type Fresh = 'nothing' | 'request' | 'ticket' | 'both';

/** What was read a while ago may be undone or done by now: these works look again first. */
const freshBefore: Readonly<Record<Work, Fresh>> = {
  none: 'nothing',
  opening: 'nothing',
  'next-epoch': 'request',
  orphan: 'nothing',
  decision: 'both',
  'decision-waits': 'both',
  answer: 'both',
  details: 'nothing',
  'review-note': 'nothing',
  double: 'ticket',
  'first-column': 'nothing',
  reopen: 'both',
  count: 'nothing',
  extra: 'ticket',
  end: 'nothing',
  'put-back': 'nothing',
  unread: 'nothing',
};

/**
 * Whether a work needs the claim.
 * - `no`: it is guarded elsewhere (by the claim's own protocol, or by Teleport), or may safely be done twice.
 * - `held`: another process's claim is respected until its work was seen undone for the hand-over time.
 * - `own`: only the holder does it; everybody else goes on with what follows.
 * - `early`: the claim is taken over at once where it may be; the work itself writes nothing and needs none.
 */
type Claim = 'no' | 'held' | 'own' | 'early';

const claimFor: Readonly<Record<Work, Claim>> = {
  none: 'no',
  opening: 'no',
  'next-epoch': 'no',
  orphan: 'no',
  decision: 'no',
  'decision-waits': 'own',
  answer: 'held',
  details: 'held',
  'review-note': 'held',
  double: 'held',
  'first-column': 'held',
  reopen: 'held',
  count: 'held',
  extra: 'held',
  end: 'held',
  'put-back': 'held',
  unread: 'early',
};

/** Settles, once for all steps, what must be freshly read and who may write. */
export function guard(seen: Observation, proposal: Proposal): Step {
  const { work, step, otherwise } = proposal;
  if (!isFresh(seen, freshBefore[work])) return { kind: 'look', at: 'everything' };
  const claim = claimFor[work];
  if (claim === 'no' || isMine(seen)) return step;
  if (claim === 'own') return otherwise === undefined ? step : guard(seen, otherwise);
  const key = handoverKey(seen, proposal);
  const leftMs = handoverLeftMs(seen, key);
  if (leftMs > 0) return claim === 'early' ? step : { kind: 'hold', due: key, ms: leftMs };
  // What was seen undone a while ago may be done by now.
  const stale = seen.ticket.at === 'present' && !seen.ticket.fresh;
  return stale ? { kind: 'look', at: 'everything' } : nextEpoch(seen, 'take-over');
}

function isFresh({ request, ticket }: Observation, needed: Fresh): boolean {
  const freshRequest = request.at === 'present' && request.fresh;
  const freshTicket = ticket.at === 'present' && ticket.fresh;
  switch (needed) {
    case 'nothing':
      return true;
    case 'request':
      return freshRequest;
    case 'ticket':
      return freshTicket;
    case 'both':
      return freshRequest && freshTicket;
  }
}
