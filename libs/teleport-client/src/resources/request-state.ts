import { RequestState as Wire } from '../gen/teleport/types.js';

/** Where a request stands. `unrecognized`: a state that is newer than this client. */
export type RequestState = 'none' | 'pending' | 'approved' | 'denied' | 'promoted' | 'unrecognized';

/** From the wire. */
export function requestState(state: Wire): RequestState {
  switch (state) {
    case Wire.NONE:
      return 'none';
    case Wire.PENDING:
      return 'pending';
    case Wire.APPROVED:
      return 'approved';
    case Wire.DENIED:
      return 'denied';
    case Wire.PROMOTED:
      return 'promoted';
    case Wire.UNRECOGNIZED:
      return 'unrecognized';
    default:
      // Numbers that the generated type does not list arrive here.
      return 'unrecognized';
  }
}

/** To the wire. */
export function wireRequestState(state: Exclude<RequestState, 'unrecognized'>): Wire {
  switch (state) {
    case 'none':
      return Wire.NONE;
    case 'pending':
      return Wire.PENDING;
    case 'approved':
      return Wire.APPROVED;
    case 'denied':
      return Wire.DENIED;
    case 'promoted':
      return Wire.PROMOTED;
  }
}
