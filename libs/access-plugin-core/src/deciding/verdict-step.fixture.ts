import type { Observation } from '../knowing/observation.ts';
import { aRequest, seen, type Sight } from './seen.fixture.ts';
import { guarded } from './guarded.fixture.ts';
import { inWords } from './step-in-words.fixture.ts';
import type { Step } from './step.ts';
import { onVerdict } from './open/verdict.ts';

/** What the newest move asks for, the ticket and the request being what the sight holds. */
export function verdictStep(sight: Sight): Step | undefined {
  const observation: Observation = seen(sight);
  const { ticket } = observation;
  const request = observation.request.at === 'present' ? observation.request.request : aRequest();
  return ticket.at === 'present'
    ? guarded(observation, () => onVerdict(observation, request, ticket.ticket))
    : undefined;
}

/** The same, as a short sentence. */
export function verdictInWords(sight: Sight): string {
  return inWords(verdictStep(sight));
}
