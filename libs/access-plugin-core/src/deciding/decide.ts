import { guard } from './guard.ts';
import { next } from './next.ts';
import type { Observation } from '../knowing/observation.ts';
import type { Step } from './step.ts';

/**
 * Compares the request, our record and the ticket, and names the next step towards agreement.
 * Total, synchronous and pure: asked again after a crash it says the same thing again.
 */
export function decide(seen: Observation): Step {
  return guard(seen, next(seen));
}
