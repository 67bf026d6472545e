import { afterTheEnd } from './ending.ts';
import type { Observation } from './observation.ts';
import { opening } from './opening.ts';
import { whilePending } from './pending.ts';
import type { Step } from './step.ts';
import { isEnded } from './resolved.ts';

/**
 * Compares the request, our record and the ticket, and names the next step towards agreement.
 * Total, synchronous and pure: asked again after a crash it says the same thing again.
 */
export function decide(seen: Observation): Step {
  const { record, request, settings } = seen;
  if (record.instance !== '' && record.instance !== settings.instance) {
    return { kind: 'rest', why: 'another-instance' };
  }
  if (request.at === 'missing' && !request.confirmed) {
    return {
      kind: 'wait',
      ms: settings.intervalMs,
      why: 'the request was not in the answer; absence is no fact yet',
    };
  }
  if (record.ticketId === '') return opening(seen);
  return isEnded(seen) ? afterTheEnd(seen) : whilePending(seen);
}
