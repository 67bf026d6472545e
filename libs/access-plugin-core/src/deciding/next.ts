import { afterTheEnd } from './ended/ending.ts';
import type { Observation } from '../knowing/observation.ts';
import { opening } from './opening/opening.ts';
import { whilePending } from './open/pending.ts';
import { idle, type Proposal } from './proposal.ts';
import { isEnded } from './resolved.ts';

/** What follows from what is seen. It knows neither how fresh a read is nor who holds the claim: see `guard`. */
export function next(seen: Observation): Proposal {
  const { record, request, settings } = seen;
  if (record.instance !== '' && record.instance !== settings.instance) {
    return idle({ kind: 'rest', why: 'another-instance' });
  }
  if (request.at === 'missing' && !request.confirmed) {
    const why = 'the request was not in the answer; absence is no fact yet';
    return idle({ kind: 'wait', ms: settings.intervalMs, why });
  }
  if (record.ticketId === '') return opening(seen);
  return isEnded(seen) ? afterTheEnd(seen) : whilePending(seen);
}
