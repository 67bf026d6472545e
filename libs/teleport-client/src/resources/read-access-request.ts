import {
  AccessRequestKind as WireKind,
  AccessRequestSpecV3,
  type AccessRequestV3,
  type AccessReview as WireReview,
  type ResourceID,
} from '../gen/teleport/types.js';
import type { AccessRequest, AccessRequestKind, AccessReview, RequestedResource } from './access-request.ts';
import { instantMs } from './instant.ts';
import { stringLists } from './label-values.ts';
import { requestState } from './request-state.ts';

/** An access request from the wire. */
export function readAccessRequest(wire: AccessRequestV3): AccessRequest {
  const spec = wire.spec ?? AccessRequestSpecV3.decode(new Uint8Array());
  return {
    id: wire.metadata?.name ?? '',
    state: requestState(spec.state),
    user: spec.user,
    roles: spec.roles,
    resources: resourcesOf(spec),
    requestReason: spec.requestReason,
    resolveReason: spec.resolveReason,
    resolveAnnotations: stringLists(spec.resolveAnnotations),
    systemAnnotations: stringLists(spec.systemAnnotations),
    reviews: spec.reviews.map(readReview),
    thresholds: spec.thresholds,
    suggestedReviewers: spec.suggestedReviewers,
    kind: kindOf(spec.requestKind),
    dryRun: spec.dryRun,
    createdMs: instantMs(spec.created),
    expiresMs: instantMs(spec.expires),
    resourceExpiryMs: instantMs(spec.resourceExpiry) ?? instantMs(wire.metadata?.expires),
    maxDurationMs: instantMs(spec.maxDuration),
    sessionTtlMs: instantMs(spec.sessionTtl),
    assumeStartMs: instantMs(spec.assumeStartTime),
    promotedTo: spec.accessList,
  };
}

function resourcesOf(spec: AccessRequestSpecV3): readonly RequestedResource[] {
  const constrained = spec.requestedResourceAccessIds.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const ids = constrained.length > 0 ? constrained : spec.requestedResourceIds;
  return ids.map(readResource);
}

function readResource({ clusterName, kind, name, subResourceName }: ResourceID): RequestedResource {
  return { cluster: clusterName, kind, name, subResource: subResourceName };
}

function readReview(wire: WireReview): AccessReview {
  return {
    author: wire.author,
    proposedState: requestState(wire.proposedState),
    reason: wire.reason,
    roles: wire.roles,
    annotations: stringLists(wire.annotations),
    createdMs: instantMs(wire.created),
    submittedBy: wire.submittedBy === '' ? undefined : wire.submittedBy,
  };
}

function kindOf(kind: WireKind): AccessRequestKind {
  switch (kind) {
    case WireKind.UNDEFINED:
      return 'undefined';
    case WireKind.SHORT_TERM:
      return 'short-term';
    case WireKind.LONG_TERM:
      return 'long-term';
    case WireKind.UNRECOGNIZED:
    default:
      // Numbers that the generated type does not list arrive here.
      return 'unknown';
  }
}
