import { guard } from './guard.ts';
import type { Observation } from '../knowing/observation.ts';
import type { Proposal } from './proposal.ts';
import type { Step } from './step.ts';

/** The step that the guard lets through for what one part proposes. */
export function guarded(
  seen: Observation,
  part: (seen: Observation) => Proposal | undefined,
): Step | undefined {
  const proposal = part(seen);
  return proposal === undefined ? undefined : guard(seen, proposal);
}
