import type { Connection } from '../dial/connection.ts';
import { AuthServiceService } from '../gen/teleport/auth_service.js';
import { labelValues, type StringLists } from '../resources/label-values.ts';
import { wireRequestState } from '../resources/request-state.ts';
import type { CallLimits } from './call-limits.ts';
import { unaryCall } from './unary-call.ts';

/** A decision that overrides reviews. */
export interface StateChange {
  readonly id: string;
  readonly state: 'approved' | 'denied' | 'pending';
  readonly reason?: string;
  /** Who stands behind it, for the audit log, for example `jira:alice@example.com`. */
  readonly delegator?: string;
  readonly annotations?: StringLists;
  /** Grants only these of the requested roles; all of them when left out. */
  readonly roles?: readonly string[];
}

/**
 * Sets the state of a request. Teleport accepts a state that is already set, and a denial after an approval, so read
 * the request first; denied to anything else fails with `invalid-argument`.
 */
export async function setAccessRequestState(
  connection: Connection,
  change: StateChange,
  limits: CallLimits,
): Promise<void> {
  const request = {
    id: change.id,
    state: wireRequestState(change.state),
    delegator: change.delegator ?? '',
    reason: change.reason ?? '',
    annotations: change.annotations && labelValues(change.annotations),
    roles: [...(change.roles ?? [])],
    assumeStartTime: undefined,
  };
  await unaryCall(connection, { definition: AuthServiceService.setAccessRequestState, request, limits });
}
