import type { Connection } from '../dial/connection.ts';
import { AuthServiceService } from '../gen/teleport/auth_service.js';
import type { AccessRequest } from '../resources/access-request.ts';
import { timestampOf } from '../resources/instant.ts';
import { readAccessRequest } from '../resources/read-access-request.ts';
import { wireRequestState } from '../resources/request-state.ts';
import type { CallLimits } from './call-limits.ts';
import { unaryCall } from './unary-call.ts';

/** A review to submit. */
export interface NewAccessReview {
  readonly requestId: string;
  readonly proposedState: 'approved' | 'denied';
  readonly reason?: string;
  /**
   * The Teleport user whose review it is, with that user's own rights and thresholds (Teleport 18.11 or newer, and
   * `review_requests.submit_for_users`). Left out, it is the caller's own review.
   */
  readonly onBehalfOf?: string;
}

/**
 * Submits a review and gives the request as it is then. A second review by one author and a review that comes too late
 * are both `permission-denied`, as a missing right is: read the request again to tell them apart.
 */
export async function submitAccessReview(
  connection: Connection,
  review: NewAccessReview,
  limits: CallLimits,
): Promise<AccessRequest> {
  const request = {
    requestId: review.requestId,
    review: {
      author: review.onBehalfOf ?? '',
      roles: [],
      proposedState: wireRequestState(review.proposedState),
      reason: review.reason ?? '',
      created: timestampOf(Date.now()),
      // Teleport refuses every review with annotations (UNIMPLEMENTED, seen on 15.3.1).
      annotations: undefined,
      accessList: undefined,
      assumeStartTime: undefined,
      submittedBy: '',
      submittedOnBehalfOfAuthor: review.onBehalfOf !== undefined,
    },
  };
  const definition = AuthServiceService.submitAccessReview;
  return readAccessRequest(await unaryCall(connection, { definition, request, limits }));
}
