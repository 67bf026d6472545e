import type { Ticket } from '../../domain/ticket.ts';
import { closeExtra } from './extra.ts';
import { doubledNote, missingDetails, missingReview } from './mirroring.ts';
import type { Observation } from '../../knowing/observation.ts';
import { idle, type Proposal } from '../proposal.ts';

/** What every recorded ticket needs, whatever its request: details and reviews shown, nothing twice, the record true, extras closed. */
export function upkeep(seen: Observation, ticket: Ticket, own: () => Proposal | undefined): Proposal {
  return (
    missingDetails(seen, ticket) ??
    missingReview(seen, ticket) ??
    doubledNote(seen, ticket) ??
    own() ??
    closeExtra(seen, ticket) ??
    idle({ kind: 'rest', why: 'in-agreement' })
  );
}
