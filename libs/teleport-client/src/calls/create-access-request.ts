import type { Connection } from '../dial/connection.ts';
import { AuthServiceService } from '../gen/teleport/auth_service.js';
import { AccessRequestSpecV3, type AccessRequestV3 } from '../gen/teleport/types.js';
import type { AccessRequest } from '../resources/access-request.ts';
import { readAccessRequest } from '../resources/read-access-request.ts';
import type { CallLimits } from './call-limits.ts';
import { unaryCall } from './unary-call.ts';

/** A request to make; the cluster gives it its id. */
export interface NewAccessRequest {
  /** Who asks. For somebody else than the caller, administrative rights are needed. */
  readonly user: string;
  readonly roles: readonly string[];
  readonly reason?: string;
  readonly suggestedReviewers?: readonly string[];
}

/** Makes an access request and gives it as the cluster stored it. */
export async function createAccessRequest(
  connection: Connection,
  request: NewAccessRequest,
  limits: CallLimits,
): Promise<AccessRequest> {
  const definition = AuthServiceService.createAccessRequestV2;
  return readAccessRequest(
    await unaryCall(connection, { definition, request: wireRequest(request), limits }),
  );
}

/** Deletes an access request. Fails with `not-found` when there is none by that id. */
export async function deleteAccessRequest(
  connection: Connection,
  id: string,
  limits: CallLimits,
): Promise<void> {
  await unaryCall(connection, {
    definition: AuthServiceService.deleteAccessRequest,
    request: { id },
    limits,
  });
}

function wireRequest({ user, roles, reason, suggestedReviewers }: NewAccessRequest): AccessRequestV3 {
  return {
    kind: 'access_request',
    subKind: '',
    version: 'v3',
    metadata: undefined,
    spec: {
      ...AccessRequestSpecV3.decode(new Uint8Array()),
      user,
      roles: [...roles],
      requestReason: reason ?? '',
      suggestedReviewers: [...(suggestedReviewers ?? [])],
    },
  };
}
