import type { RequestState } from './access-request.ts';
import type { StatusMeaning } from './ticket.ts';

/** How a request ended. `expired` also stands for a request that was deleted. */
export type Resolution = Exclude<RequestState, 'pending'> | 'expired';

/** The column where the card of a request with this ending belongs. */
export function endingStatus(resolution: Resolution): Exclude<StatusMeaning, 'pending' | 'other'> {
  return resolution === 'promoted' ? 'approved' : resolution;
}
